import Foundation
import HTTPTypes
import Hummingbird
import TimeZones

extension Request {
    /// Whether whoever asks has this very content already (RFC 9110, section 13.2.2): by its tag where they name any, else by
    /// its date. A date is taken for what we have told before, and nothing else.
    /// - Parameters:
    ///   - tag: with its quotes.
    ///   - date: as `Instant.httpDate`.
    func has(_ tag: String, _ date: String) -> Bool {
        guard let known = headers[.ifNoneMatch] else { return headers[.ifModifiedSince] == date }
        return known.split(separator: ",").contains { part in
            let text = part.trimmingCharacters(in: .whitespaces)
            return text == "*" || (text.hasPrefix("W/") ? String(text.dropFirst(2)) : text) == tag
        }
    }
}

extension Instant {
    /// As HTTP writes it (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
    var httpDate: String {
        let civil = CivilDateTime(utc: self)
        let date = civil.date
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = date.description.suffix(2)
        let second = civil.second < 10 ? "0\(civil.second)" : "\(civil.second)"
        return "\("\(date.weekday)".prefix(3).capitalized), \(day) \(months[date.month - 1]) "
            + "\(date.description.prefix(4)) \(civil.clock):\(second) GMT"
    }
}
