import Operations
import Store

extension CalendarLocation.Kind {
    /// What it is called where staff choose one.
    var formLabel: String {
        switch self {
        case .zoom: "Zoom, in the host's own account"
        case .custom: "A link or a text"
        case .phone: "By phone"
        case .address: "At an address"
        case .ask: "The guest says where"
        }
    }
}

/// Where one host holds their meetings of the calendar whose form it is.
struct HostPlace {
    let placeChoices: [Input.Choice]
    let placeDetail: String
    let placeError: String?
    /// For oneself, where Zoom has yet to be connected.
    let connects: Bool
    /// For somebody else, where Zoom has yet to be connected.
    let isDisconnected: Bool

    /// - Parameters:
    ///   - isNew: whether they are no host of it so far: they would bring their own default along.
    ///   - fault: what is wrong with a field of this host.
    init(
        _ host: HostForm, _ member: TeamMember, isNew: Bool, _ form: CalendarForm, _ fault: (String) -> String?
    ) {
        let brings = isNew && form.locationKind == CalendarLocation.Kind.zoom.rawValue
        let brought = brings ? member.location.flatMap { $0.kind == .zoom ? nil : $0 } : nil
        let kind = brought?.kind.rawValue ?? host.locationKind
        placeChoices =
            [Input.Choice("", "As the calendar says", isChosen: kind.isEmpty)]
            + CalendarLocation.Kind.allCases.map {
                Input.Choice($0.rawValue, $0.formLabel, isChosen: $0.rawValue == kind)
            }
        placeDetail = brought?.detail ?? host.locationDetail
        placeError = fault("location_kind") ?? fault("location_detail")
        connects = !member.isZoomConnected && member.isYou
        isDisconnected = !member.isZoomConnected && !member.isYou
    }
}

/// A further place that visitors can choose, as a row of a calendar's form.
struct PlaceRow {
    let number: String
    let isSpare: Bool
    let placeLabel: String
    let placeLabelError: String?
    let placeKinds: [Input.Choice]
    let placeDetail: String
    let placeDetailError: String?

    init(_ form: PlaceForm, number: String, isSpare: Bool, fault: (String) -> String?) {
        self.number = number
        self.isSpare = isSpare
        placeLabel = form.label
        placeLabelError = fault("label")
        placeKinds = CalendarLocation.Kind.allCases.map {
            Input.Choice($0.rawValue, $0.formLabel, isChosen: $0.rawValue == form.kind)
        }
        placeDetail = form.detail
        placeDetailError = fault("detail") ?? fault("kind")
    }
}
