/// Every custom value there is, under the names that other schedulers gave them.
package enum ValueCatalogue {
    /// One of them, for a list to choose from.
    package struct Entry: Hashable, Sendable {
        package let name: ValueName
        /// As people read it.
        package let label: String
        /// What it may look like.
        package let sample: String
        /// Other names that mean the same.
        package let aliases: [String]

        init(_ group: ValueName.Group, _ key: String, _ label: String, _ sample: String, also aliases: String...) {
            name = ValueName(group, key)
            (self.label, self.sample, self.aliases) = (label, sample, aliases)
        }
    }

    /// In the order of the groups.
    package static let entries =
        contact + attribution + appointment + host + user + calendar + account + owner + rightNow

    /// The name that a text means, whatever the capitals; nil when there is none. Besides the catalogue these are the
    /// account's own fields: `contact.custom_field.` or `contact.custom_value.` and the key, or, where no value is called
    /// so, `contact.` and the key.
    /// - Parameter fields: the keys of the account's own fields; nil when they are not known, and any may be meant.
    package static func name(_ text: String, fields: Set<String>? = nil) -> ValueName? {
        let wanted = text.lowercased()
        if let name = names[wanted] { return name }
        for (alias, group) in groupAliases where wanted.hasPrefix(alias) {
            if let name = names[group.rawValue + "." + wanted.dropFirst(alias.count)] { return name }
        }
        for prefix in ["contact.custom_field.", "contact.custom_value."] where wanted.hasPrefix(prefix) {
            return field(String(text.dropFirst(prefix.count)), of: fields)
        }
        return fields != nil && wanted.hasPrefix("contact.") ? field(String(text.dropFirst(8)), of: fields) : nil
    }

    /// The name that was probably meant; nil when none is near.
    package static func nearest(_ text: String, fields: Set<String> = []) -> String? {
        NearestName.find(
            text, among: names.keys.map { names[$0]?.description ?? $0 } + fields.map { "contact.\($0)" })
    }

    private static func field(_ key: String, of fields: Set<String>?) -> ValueName? {
        guard let fields else { return key.isEmpty ? nil : .field(key) }
        return fields.first { $0.lowercased() == key.lowercased() }.map(ValueName.field)
    }

    /// By every name in small letters.
    private static let names = Dictionary(
        entries.flatMap { entry in
            ([entry.name.description] + entry.aliases).map { ($0.lowercased(), entry.name) }
        }, uniquingKeysWith: { first, _ in first })

    /// What this program calls the groups itself.
    private static let groupAliases: [(String, ValueName.Group)] = [
        ("account.", .account), ("account_owner.", .owner), ("host.", .host),
    ]
}
