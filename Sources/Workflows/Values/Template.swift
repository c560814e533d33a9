import Foundation

/// A text with custom values, read once: `{{ contact.name }}` or `[[contact.name]]`.
package struct Template: Hashable, Sendable {
    enum Segment: Hashable, Sendable {
        case text(String)
        case value(ValueName)
        /// In braces, and no value of that name; printed as it was written.
        case unknown(name: String, source: String)
        /// Braces that nothing closes, printed as they are.
        case unclosed(String)
    }

    let segments: [Segment]

    /// - Parameter fields: the keys of the account's own fields; nil when they are not known.
    package init(_ source: String, fields: Set<String>? = nil) {
        var reader = TemplateReader(source, fields: fields)
        segments = reader.read()
    }

    /// The values it needs, each once, in order.
    package var values: [ValueName] {
        var seen: Set<ValueName> = []
        return segments.compactMap {
            if case .value(let name) = $0, seen.insert(name).inserted { name } else { nil }
        }
    }

    /// What stands in braces and is no value's name.
    package var unknown: [String] {
        segments.compactMap { if case .unknown(let name, _) = $0 { name } else { nil } }
    }

    var isUnclosed: Bool {
        segments.contains { if case .unclosed = $0 { true } else { false } }
    }

    /// The text with its values.
    /// - Parameter lookup: what a value is now; empty when there is none.
    package func render(_ escaping: Escaping = .text, _ lookup: (ValueName) -> String) -> String {
        segments.reduce(into: "") { text, segment in
            switch segment {
            case .value(let name): text += escaping.escape(lookup(name))
            case .text(let plain), .unknown(_, let plain), .unclosed(let plain): text += escaping.escape(plain)
            }
        }
    }

    /// An address with its values: one at the beginning is taken as it is, any other is made part of the address.
    func renderAddress(_ lookup: (ValueName) -> String) -> String {
        segments.enumerated().reduce(into: "") { address, next in
            switch next.element {
            case .value(let name) where next.offset == 0: address += lookup(name)
            case .value(let name):
                address += lookup(name).addingPercentEncoding(withAllowedCharacters: Self.unreserved) ?? ""
            case .text(let plain), .unknown(_, let plain), .unclosed(let plain): address += plain
            }
        }
    }

    /// RFC 3986, section 2.3.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
