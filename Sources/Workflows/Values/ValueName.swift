/// The name of a custom value, such as `appointment.start_time`: what a text has in double braces.
package struct ValueName: Hashable, Sendable, CustomStringConvertible {
    /// What a value is about. The raw value is the beginning of its name.
    package enum Group: String, CaseIterable, Sendable {
        case contact, appointment
        /// The user who hosts the appointment.
        case host = "appointment.user"
        /// The user who looks after the contact.
        case user
        case calendar
        case account = "location"
        /// The account's owner.
        case owner = "location_owner"
        case rightNow = "right_now"

        /// As people read it.
        package var label: String {
            switch self {
            case .contact: "Contact"
            case .appointment: "Appointment"
            case .host: "Host"
            case .user: "Contact owner"
            case .calendar: "Calendar"
            case .account: "Account"
            case .owner: "Account owner"
            case .rightNow: "Right now"
            }
        }
    }

    package let group: Group
    /// What comes after the group, such as `start_time`; for a field of the account's own `custom_field.` and its key.
    package let key: String

    init(_ group: Group, _ key: String) {
        (self.group, self.key) = (group, key)
    }

    /// The key of a field of the account's own; nil for any other value.
    package var fieldKey: String? {
        group == .contact && key.hasPrefix(Self.fieldPrefix) ? String(key.dropFirst(Self.fieldPrefix.count)) : nil
    }

    static let fieldPrefix = "custom_field."

    /// A field of the account's own.
    package static func field(_ key: String) -> ValueName { ValueName(.contact, fieldPrefix + key) }

    package var description: String { "\(group.rawValue).\(key)" }
}
