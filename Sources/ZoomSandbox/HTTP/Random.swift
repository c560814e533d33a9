import Foundation

/// Identifiers and secrets in the shapes Zoom gives them.
enum Random {
    static func bytes(_ count: Int) -> Data {
        var data = Data(capacity: count + 8)
        while data.count < count {
            withUnsafeBytes(of: UInt64.random(in: .min ... .max)) { data.append(contentsOf: $0) }
        }
        return data.prefix(count)
    }

    static func token(_ count: Int) -> String { bytes(count).base64URL }

    /// Zoom's tokens are long JWTs; a client that keeps too few characters should find out here.
    static func longToken() -> String {
        "eyJzdiI6IjAwMDAwMiIsImFsZyI6IkhTNTEyIiwidiI6IjIuMCJ9.\(token(330)).\(token(64))"
    }

    static func digits(_ count: Int) -> String {
        (0..<count).map { _ in String(Int.random(in: 0...9)) }.joined()
    }

    /// Eleven digits: more than 32 bits hold.
    static func meetingID() -> Int64 { Int64.random(in: 70_000_000_000...99_999_999_999) }

    static func meetingUUID() -> String { bytes(16).base64EncodedString() }

    static func trackingID() -> String {
        let digits = bytes(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        return "v=2.0;clid=us04;rid=WEB_\(digits.joined())"
    }
}

extension Data {
    var base64URL: String {
        base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    init?(base64URL text: String) {
        let padding = String(repeating: "=", count: (4 - text.count % 4) % 4)
        let standard = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        self.init(base64Encoded: standard + padding)
    }
}

extension Date {
    /// `2022-03-25T07:29:29Z`, as Zoom writes every instant.
    var zoomText: String { Date.ISO8601FormatStyle().format(self) }
}
