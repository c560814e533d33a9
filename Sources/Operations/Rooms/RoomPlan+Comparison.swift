import Scheduling
import Store
import TimeZones
import Zoom

extension RoomPlan {
    private typealias Line = RoomComparison.Line

    /// Whether Zoom holds a meeting for it, as far as is known.
    private var isThere: Bool { room.zoomID != nil && room.state != .closed }

    /// What is wanted beside what is held, each setting once.
    /// - Parameter owner: the connection that the meeting is made with.
    func lines(owner: Connection?) -> [RoomComparison.Line] {
        let existence = Line(
            aspect: .exists, wanted: .flag(room.isWanted), held: .flag(isThere),
            difference: room.isWanted == isThere ? nil : .waiting)
        guard room.isWanted || isThere else { return [existence] }
        return [existence] + facts(owner) + settings
    }

    private func facts(_ owner: Connection?) -> [RoomComparison.Line] {
        let held = isThere ? known : nil
        let start = held?.startTime.flatMap(Instant.init(rfc3339:))
        let host = owner.map { owner in
            // Zoom names its users by their ids; people know them by their addresses.
            held?.zoomHostID.map { $0 == owner.zoomUserID ? owner.zoomEmail : $0 }
        }
        return [
            line(.host, owner.map { .text($0.zoomEmail) }, (host ?? nil).map { .text($0) }, otherwise: .left),
            line(.topic, .text(draft.topic), held?.topic.map { .text($0) }, otherwise: .left),
            line(.start, .moment(meeting.interval.start), start.map { .moment($0) }, otherwise: .waiting),
            line(.duration, .minutes(minutes), held?.duration.map { .minutes($0) }, otherwise: .waiting),
        ]
    }

    private var settings: [RoomComparison.Line] {
        let wanted = wantedSettings
        let held = isThere ? known : nil
        let asked = held?.asked
        func flag(
            _ aspect: RoomComparison.Aspect, _ wanted: Bool?, asked: Bool?, held: Bool?
        ) -> RoomComparison.Line {
            line(
                aspect, wanted.map { .flag($0) }, held.map { .flag($0) },
                otherwise: asked == wanted ? .overruled : .waiting)
        }
        return [
            flag(.waitingRoom, wanted.waitingRoom, asked: asked?.waitingRoom, held: held?.waitingRoom),
            flag(.joinBeforeHost, wanted.joinBeforeHost, asked: asked?.joinBeforeHost, held: held?.joinBeforeHost),
            flag(
                .authentication, wanted.meetingAuthentication, asked: asked?.meetingAuthentication,
                held: held?.meetingAuthentication),
            flag(
                .registration, canRegister, asked: asked?.approvalType.map { $0 != Self.noRegistration },
                held: held?.approvalType.map { $0 != Self.noRegistration }),
            // A passcode is asked for when the meeting is made, and left alone from then on.
            line(.passcode, .flag(rules.passcode), held.map { .flag($0.hasPasscode) }, otherwise: .left),
            line(
                .recording, .text(rules.recording.rawValue), held?.autoRecording.map { .text($0) },
                otherwise: asked?.autoRecording == wanted.autoRecording ? .overruled : .waiting),
        ]
    }

    /// Zoom's word for a meeting without registration.
    private static let noRegistration = 2

    private func line(
        _ aspect: RoomComparison.Aspect, _ wanted: RoomComparison.Value?, _ held: RoomComparison.Value?,
        otherwise difference: RoomComparison.Difference
    ) -> RoomComparison.Line {
        let isSame = wanted == held || wanted == nil || held == nil
        return Line(
            aspect: aspect, wanted: room.isWanted ? wanted : nil, held: held,
            difference: isSame || !room.isWanted ? nil : difference)
    }

    /// The way in that a guest's link leads to at this moment.
    func access(of guest: ExpectedGuest, by way: GuestWay?, at now: Instant) -> GuestAccess {
        guard room.isOpen else { return GuestAccess(name: guest.name, kind: .none, expiresAt: nil) }
        guard let way, way.zoomID == room.zoomID, way.expiresAt.map({ $0 > now }) ?? true else {
            return GuestAccess(name: guest.name, kind: .shared, expiresAt: nil)
        }
        return GuestAccess(
            name: guest.name, kind: way.registrantID == nil ? .personal : .registration, expiresAt: way.expiresAt)
    }
}
