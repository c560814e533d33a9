import Foundation

/// A `next_page_token`: a place in one list, good for 15 minutes and for that list only.
enum PageToken {
    /// - Parameter list: the list's name, without spaces.
    static func make(after sequence: Int, list: String, now: Date) -> String {
        let dies = Int(now.timeIntervalSince1970) + 900
        return Data("\(list) \(sequence) \(dies)".utf8).base64URL
    }

    /// The sequence number the page comes after; 0 without a token.
    static func read(_ token: String, list: String, now: Date) throws -> Int {
        if token.isEmpty { return 0 }
        let text = Data(base64URL: token).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let parts = text.split(separator: " ")
        guard parts.count == 3, parts[0] == list, let sequence = Int(parts[1]), let dies = Int(parts[2]),
            dies > Int(now.timeIntervalSince1970)
        else { throw ZoomError.badPageToken }
        return sequence
    }
}
