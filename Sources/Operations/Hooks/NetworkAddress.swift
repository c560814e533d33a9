import Foundation

/// An address of the Internet Protocol, of either version.
struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    /// Four or sixteen, in the order of the network.
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Nil unless the text is an address as RFC 4291 and the four decimal numbers of IPv4 write it.
    init?(_ text: String) {
        var (four, six) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: six) { Array($0) }
        } else {
            return nil
        }
    }

    var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        let isWritten = bytes.withUnsafeBytes { raw in
            inet_ntop(family, raw.baseAddress, &text, socklen_t(text.count)) != nil
        }
        return isWritten
            ? String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : "?"
    }

    /// Whether it can be somebody's out on the Internet: not this machine's, nor its network's, nor set aside for
    /// anything else (the registries of RFC 6890).
    var isPublic: Bool {
        if bytes.count == 4 { return !Self.setAside4.contains { $0.holds(bytes) } }
        if let four = mapped { return NetworkAddress(bytes: four).isPublic }
        // Nothing else has been given out.
        return Self.unicast6.holds(bytes) && !Self.setAside6.contains { $0.holds(bytes) }
    }

    /// The address of IPv4 that one of IPv6 stands for: `::ffff:192.0.2.1`.
    private var mapped: [UInt8]? {
        bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            ? Array(bytes.suffix(4)) : nil
    }

    private struct Block {
        let start: [UInt8]
        let bits: Int

        init(_ start: [UInt8], _ bits: Int) {
            (self.start, self.bits) = (start, bits)
        }

        func holds(_ bytes: [UInt8]) -> Bool {
            (0..<bits).allSatisfy { bit in
                let mask = UInt8(0x80) >> UInt8(bit % 8)
                let own = bit / 8 < start.count ? start[bit / 8] : 0
                return bytes[bit / 8] & mask == own & mask
            }
        }
    }

    private static let setAside4 = [
        Block([0], 8), Block([10], 8), Block([100, 64], 10), Block([127], 8), Block([169, 254], 16),
        Block([172, 16], 12), Block([192, 0, 0], 24), Block([192, 0, 2], 24), Block([192, 88, 99], 24),
        Block([192, 168], 16), Block([198, 18], 15), Block([198, 51, 100], 24), Block([203, 0, 113], 24),
        // Multicast, and what is reserved behind it.
        Block([224], 3),
    ]
    private static let unicast6 = Block([0x20], 3)
    /// Protocols (Teredo among them), documentation, and 6to4, which stands for an address of IPv4.
    private static let setAside6 = [
        Block([0x20, 0x01, 0x00], 23), Block([0x20, 0x01, 0x0D, 0xB8], 32), Block([0x20, 0x02], 16),
        Block([0x3F, 0xFF], 20),
    ]
}
