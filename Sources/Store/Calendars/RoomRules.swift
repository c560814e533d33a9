/// What a calendar wants of the Zoom meetings that are made for it.
package struct RoomRules: Codable, Hashable, Sendable {
    package enum Recording: String, CaseIterable, Codable, Sendable {
        case none, local, cloud
    }

    /// Guests wait until the host lets them in.
    package var waitingRoom = false
    /// Guests may be there before the host; without effect in Zoom where there is a waiting room.
    package var joinBeforeHost = true
    /// There is a passcode, inside the link.
    package var passcode = true
    /// Only who is signed in to Zoom gets in.
    package var authentication = false
    package var recording = Recording.none

    package init() {}

    /// Zoom turns the waiting room on by itself for a meeting that has none of the three.
    package var isSecured: Bool { waitingRoom || passcode || authentication }
}
