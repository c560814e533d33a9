package import Store
import Zoom

/// Something that a Zoom user may let Usher do, by the name that Zoom gives it.
package struct ZoomPermission: Hashable, Sendable {
    package let name: String
    /// What it is for, after “may”; empty for what Usher has no need of.
    package let meaning: String
}

extension Connection {
    /// What the user has allowed.
    package var permissions: [ZoomPermission] {
        let meanings = Dictionary(uniqueKeysWithValues: ZoomScope.needed.map { ($0.name, $0.meaning) })
        return scopes.split(separator: " ").map {
            ZoomPermission(name: String($0), meaning: meanings[String($0)] ?? "")
        }
    }

    /// What Usher cannot do without and was not allowed.
    package var missingPermissions: [ZoomPermission] {
        ZoomScope.missing(in: scopes).map { ZoomPermission(name: $0.name, meaning: $0.meaning) }
    }
}
