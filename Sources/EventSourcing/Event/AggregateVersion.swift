/// The place of an event within its aggregate: 1 for the first, no gaps.
///
/// 0 stands for an aggregate that has no event yet.
public typealias AggregateVersion = Int64
