extension Instant {
    /// Reads an RFC 3339 date-time (`2026-12-01T08:00:00Z`, `2026-12-01T09:00:00.250+01:00`). Seconds may be left
    /// out; an offset may not, because a time without one names no moment.
    /// - Returns: nil when the text is not one, or names a day or an hour that does not exist.
    package init?(rfc3339 text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), let date = CivilDate(year: year, month: month, day: day),
            reader.take("T") || reader.take("t") || reader.take(" "),
            let hour = reader.number(2), hour < 24, reader.take(":"), let minute = reader.number(2), minute < 60
        else { return nil }
        var second = 0
        var fraction = 0
        if reader.take(":") {
            guard let value = reader.number(2), value < 60 else { return nil }
            second = value
            if reader.take(".") {
                guard let value = reader.thousandths() else { return nil }
                fraction = value
            }
        }
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        let local = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        self.init(milliseconds: (local - Int64(offset)) * 1000 + Int64(fraction))
    }

    /// `2026-12-01T08:00:00Z`: UTC, whole seconds.
    package var rfc3339: String {
        var text: [UInt8] = []
        appendRFC3339(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Writes `rfc3339` in ASCII, for lists of thousands of them.
    package func appendRFC3339(to text: inout [UInt8]) {
        let local = CivilDateTime(localSeconds: seconds)
        let parts =
            [
                (local.date.year, 4, "-"), (local.date.month, 2, "-"), (local.date.day, 2, "T"),
                (local.hour, 2, ":"),
                (local.minute, 2, ":"), (local.second, 2, "Z"),
            ] as [(Int, Int, Unicode.Scalar)]
        for (number, width, end) in parts {
            Digits.append(number, to: width, into: &text)
            text.append(UInt8(ascii: end))
        }
    }
}

enum Digits {
    static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// Writes what `padded` gives.
    static func append(_ number: Int, to width: Int, into text: inout [UInt8]) {
        guard (0..<10_000).contains(number), width >= 4 || number < 100 else {
            return text.append(contentsOf: padded(number, to: width).utf8)
        }
        if width == 4 {
            append(number / 100, to: 2, into: &text)
            return append(number % 100, to: 2, into: &text)
        }
        text.append(UInt8(ascii: "0") + UInt8(number / 10))
        text.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}

/// Reads fixed-width numbers from ASCII text.
struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func number(_ width: Int) -> Int? {
        guard rest.count >= width else { return nil }
        var value = 0
        for byte in rest.prefix(width) {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        rest = rest.dropFirst(width)
        return value
    }

    /// One to nine digits of a fraction, of which three count.
    mutating func thousandths() -> Int? {
        var value = 0
        var count = 0
        while count < 9, let digit = number(1) {
            if count < 3 { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 3)..<3 { value *= 10 }
        return value
    }

    /// `Z` or `±HH:MM`, in seconds.
    mutating func offset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = number(2), hours < 24, take(":"), let minutes = number(2), minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
