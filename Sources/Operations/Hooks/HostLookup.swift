import Dispatch
import Foundation

/// Finds the addresses that a name stands for.
enum HostLookup {
    /// A name that stands for no address, as the resolver puts it.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// In the order in which they should be tried; an address written out stands for itself.
    /// - Throws: `Failure`.
    static func addresses(of host: String) async throws -> [NetworkAddress] {
        if let literal = NetworkAddress(host) { return [literal] }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try resolve(host) }) }
        }
    }

    /// The resolver blocks a thread, at worst until its own patience ends: none that anybody else waits for.
    private static let queue = DispatchQueue(label: "usher.hosts", attributes: .concurrent)

    private static func resolve(_ host: String) throws(Failure) -> [NetworkAddress] {
        var hints = addrinfo()
        // One entry for each address, and none of a kind that this machine could not reach.
        hints.ai_socktype = streams
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else { throw Failure(description: String(cString: gai_strerror(status))) }
        defer { freeaddrinfo(list) }
        var found: [NetworkAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = address(of: entry) { found.append(address) }
            next = entry.ai_next
        }
        return found
    }

    private static func address(of entry: addrinfo) -> NetworkAddress? {
        guard let socket = UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            let four = socket.loadUnaligned(as: sockaddr_in.self).sin_addr
            return NetworkAddress(bytes: withUnsafeBytes(of: four) { Array($0) })
        case AF_INET6:
            let six = socket.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return NetworkAddress(bytes: withUnsafeBytes(of: six) { Array($0) })
        default: return nil
        }
    }

    #if canImport(Glibc)
        private static let streams = Int32(SOCK_STREAM.rawValue)
    #else
        private static let streams = SOCK_STREAM
    #endif
}
