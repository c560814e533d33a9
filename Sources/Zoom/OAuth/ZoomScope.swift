/// A permission that Usher needs of a Zoom user: granular, as Zoom names it today, or classic, as older apps have it.
package struct ZoomScope: Hashable, Sendable {
    package let name: String
    /// What it is for, after “may”.
    package let meaning: String
    private let classic: String

    private init(_ name: String, _ classic: String, _ meaning: String) {
        (self.name, self.classic, self.meaning) = (name, classic, meaning)
    }

    /// Those without which rooms are not made, kept right and taken down.
    package static let needed = [
        ZoomScope("user:read:user", "user:read", "see whose account it is"),
        ZoomScope("meeting:write:meeting", "meeting:write", "make meetings"),
        ZoomScope("meeting:read:meeting", "meeting:read", "read them back"),
        ZoomScope("meeting:update:meeting", "meeting:write", "keep them right"),
        ZoomScope("meeting:delete:meeting", "meeting:write", "take them down"),
        ZoomScope("meeting:read:list_meetings", "meeting:read", "find a meeting whose answer was lost"),
    ]

    /// To give guests who are registered a way in of their own.
    package static let registering = ZoomScope(
        "meeting:write:registrant", "meeting:write", "give each guest a link of their own")

    /// Whether a grant has it; one that says nothing may have it.
    package func isGranted(in granted: String) -> Bool {
        let scopes = Set(granted.split(separator: " ").map(String.init))
        // An app that admins manage has the same with a suffix.
        return scopes.isEmpty || !scopes.isDisjoint(with: [name, "\(name):admin", classic, "\(classic):admin"])
    }

    /// Which of them a grant lacks.
    /// - Parameter granted: as Zoom answered it, separated by spaces; empty when it did not say.
    package static func missing(in granted: String) -> [ZoomScope] {
        needed.filter { !$0.isGranted(in: granted) }
    }
}
