import Operations
import Scheduling
import Store

/// What a guest is told about where the appointment takes place.
struct PlaceState {
    let tone: String
    let placeHeadline: String
    let placeText: String
    /// Whether it is still being worked on.
    let isPending: Bool
    /// The template of its picture.
    let placeIcon: String
    /// The place itself, where it is known and not a room of Zoom's.
    let spot: Spot?

    struct Spot {
        let spotText: String
        /// Where it leads; nil for words alone.
        let spotHref: String?
        let spotLabel: String
        let isElsewhere: Bool
        let icon: String
    }

    init(_ view: AppointmentView, _ standing: Standing) {
        let words: (tone: String, headline: String, text: String)
        let isZoom = view.place.kind == .zoom
        switch standing {
        case .cancelled:
            words = (
                "idle", "This appointment is cancelled", "There is no meeting any more. You can book another time."
            )
        case .setAside:
            words = (
                "idle", "This appointment has been set aside by \(view.account.name)",
                "It does not take place. If that is a mistake, please ask them directly."
            )
        case .over: words = Self.wordsAfter(view.appointment.status)
        case .requested:
            words = (
                "", "Waiting for an answer",
                "\(view.account.name) confirms your request. Your time is kept for you until then."
            )
        case .booked:
            words = isZoom ? Self.words(view.room) : Self.words(view.place)
        }
        (tone, placeHeadline, placeText) = words
        isPending = standing == .booked && isZoom && (view.room?.state ?? .pending) == .pending
        placeIcon = Self.icon(view.place)
        let isHere = standing == .booked || standing == .requested
        spot = isHere && !isZoom && !view.place.text.isEmpty ? Self.spot(view.place, standing) : nil
    }

    private static func wordsAfter(_ status: AppointmentStatus) -> (String, String, String) {
        switch status {
        case .new:
            ("idle", "This request was never confirmed", "Its time has passed. You can book another one.")
        case .showed:
            ("idle", "This appointment is over", "Thank you for coming. You can book another one.")
        case .confirmed, .noshow, .cancelled, .invalid:
            ("idle", "This appointment is over", "You can book another one.")
        }
    }

    private static func icon(_ place: PlaceView) -> String {
        switch place.kind {
        case .zoom: "icon_video"
        case .custom: WebLink.isLink(place.text) ? "icon_link" : "icon_pin"
        case .phone: "icon_phone"
        case .address: "icon_pin"
        case .ask: WebLink.phone(place.text) != nil ? "icon_phone" : "icon_pin"
        }
    }

    private static func spot(_ place: PlaceView, _ standing: Standing) -> Spot {
        let (text, icon) = (place.text, icon(place))
        func spot(_ text: String, href: String? = nil, label: String = "", isElsewhere: Bool = false) -> Spot {
            Spot(spotText: text, spotHref: href, spotLabel: label, isElsewhere: isElsewhere, icon: icon)
        }
        if WebLink.isLink(text), place.kind != .address {
            // A link is for who has been confirmed.
            return standing == .booked
                ? spot(text, href: text, label: "Open the link", isElsewhere: true)
                : spot("You get the link with the confirmation.")
        }
        if place.kind == .phone || place.kind == .ask, standing == .booked, let number = WebLink.phone(text) {
            return spot(text, href: number, label: "Call this number")
        }
        return spot(text)
    }

    private static func words(_ place: PlaceView) -> (String, String, String) {
        switch place.kind {
        case .custom where WebLink.isLink(place.text):
            ("ok", "It takes place online", "Open this link when it begins.")
        case .phone: ("ok", "It takes place by phone", "")
        case .ask: ("ok", "It takes place where you said", "")
        case .address: ("ok", "It takes place here", "")
        case .custom, .zoom: ("ok", "Where it takes place", "")
        }
    }

    private static func words(_ room: Room?) -> (String, String, String) {
        let isHostUnconnected = room?.isHostUnconnected ?? false
        switch room?.state ?? .pending {
        case .ready:
            return ("ok", "Your Zoom room is ready", "Nothing to install: you can join from the browser, too.")
        case .pending where isHostUnconnected:
            return (
                "warn", "Your host is still setting up Zoom",
                "They have been told. Your link stays the same and will work."
            )
        case .pending where (room?.attempts ?? 0) == 0:
            return (
                "", "Your Zoom room is being made",
                "Your link already works: it will take you to the room when it is time."
            )
        case .pending:
            return ("warn", "Zoom has not given us a room yet", "We keep trying. Your link stays the same.")
        case .failed, .closed:
            return ("warn", "Zoom has not given us a room", "Your host has been told. Your link stays the same.")
        }
    }
}
