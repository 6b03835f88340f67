public import ArgumentParser
public import EventSourcing

extension ReaderStrategy: ExpressibleByArgument {}
