/// How a text travels as SMS (3GPP TS 23.038 and 23.040): in which letters, how long it is, and in how many parts.
package struct SMSText: Hashable, Sendable {
    package enum Encoding: String, CaseIterable, Sendable {
        /// The alphabet of telephones, seven bits a letter.
        case gsm7
        /// Two bytes a letter; one letter outside the alphabet is enough.
        case ucs2

        /// Units that a message of one part holds.
        package var single: Int { self == .gsm7 ? 160 : 70 }
        /// Units that each of several parts holds, besides the header that joins them.
        package var joined: Int { self == .gsm7 ? 153 : 67 }
    }

    package let encoding: Encoding
    /// In units of the encoding: letters, of which some in GSM-7 count two, or UTF-16's units.
    package let length: Int
    /// How many messages are paid for; none for an empty text.
    package let segments: Int
    /// The letters for whose sake the text is not in GSM-7, each once, in order.
    package let strangers: [Character]

    package init(_ text: String) {
        var seen: Set<Character> = []
        strangers = text.filter { !Self.isGSM($0) && seen.insert($0).inserted }.map(\.self)
        encoding = strangers.isEmpty ? .gsm7 : .ucs2
        let units =
            strangers.isEmpty
            ? text.unicodeScalars.map { Self.extended.contains($0) ? 2 : 1 }
            : text.unicodeScalars.map { $0.value > 0xFFFF ? 2 : 1 }
        length = units.reduce(0, +)
        segments = Self.segments(units, length, encoding)
    }

    /// No letter is cut in two: one that counts two and does not fit begins the next part.
    private static func segments(_ units: [Int], _ length: Int, _ encoding: Encoding) -> Int {
        if length <= encoding.single { return length == 0 ? 0 : 1 }
        var (parts, filled) = (1, 0)
        for unit in units {
            if filled + unit > encoding.joined { (parts, filled) = (parts + 1, 0) }
            filled += unit
        }
        return parts
    }

    private static func isGSM(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { basic.contains($0) || extended.contains($0) }
    }

    /// TS 23.038, section 6.2.1.
    private static let basic = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)

    /// TS 23.038, section 6.2.1.1: reached by an escape, which counts, too.
    private static let extended = Set("\u{C}^{}\\[~]|€".unicodeScalars)
}
