/// Comparison of secrets: every byte is looked at, so that the time taken tells nothing about where they differ.
package enum ConstantTime {
    /// Whether both are the same bytes.
    package static func equal(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        left.count == right.count && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
