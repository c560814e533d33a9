package import Store
import Zoom

/// Something that a Zoom user may let Usher do, by the name that Zoom gives it.
package struct ZoomPermission: Hashable, Sendable {
    package let name: String
    /// What it is for, after “may”; empty for what Usher has no need of.
    package let meaning: String
}

extension ZoomPermission {
    /// What an organisation's own app has to be given, by the names that Zoom has for such apps.
    package static let ofOrganisation = (ZoomScope.needed + [ZoomScope.registering]).map {
        ZoomPermission(name: "\($0.name):admin", meaning: $0.meaning)
    }
}

extension Connection {
    /// What the user has allowed.
    package var permissions: [ZoomPermission] {
        let meanings = Dictionary(uniqueKeysWithValues: ZoomScope.needed.map { ($0.name, $0.meaning) })
        return scopes.split(separator: " ").map { scope in
            // An organisation's app has the same with a suffix.
            let name = scope.hasSuffix(":admin") ? String(scope.dropLast(6)) : String(scope)
            return ZoomPermission(name: String(scope), meaning: meanings[name] ?? "")
        }
    }

    /// What Usher cannot do without and was not allowed.
    package var missingPermissions: [ZoomPermission] {
        ZoomScope.missing(in: scopes).map { ZoomPermission(name: $0.name, meaning: $0.meaning) }
    }
}
