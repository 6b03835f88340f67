/// The yardstick failed: nothing can be compared.
struct YardstickFailed: Error {}
