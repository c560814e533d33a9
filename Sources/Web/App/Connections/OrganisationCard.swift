import Operations
import Store

/// The app that serves a whole organisation: whom it serves, and the form that connects one.
struct OrganisationCard {
    struct Scope {
        let scopeName: String
    }

    /// What is connected now.
    struct Connected {
        let organisationLabel: String
        let organisationTone: String
        let organisationReason: String?
        let zoomAccountID: String
        let clientID: String
        let sinceText: String
        let groups: [Group]
    }

    struct Group {
        let groupTitle: String
        let groupNames: String
        let groupHint: String?
    }

    let connected: Connected?
    /// Whether the form is what the card is about.
    let isFormOpen: Bool
    let formTitle: String
    let formButton: String
    let accountInput: Input
    let clientInput: Input
    let secretInput: Input
    let scopes: [Scope]

    /// - Parameters:
    ///   - taken: the members whose Zoom user is somebody else's here.
    ///   - form: what was typed; nil for a form that is fresh.
    init(
        _ organisation: Organisation?, _ zooms: [MemberZoom], taken: Set<String>, form: OrganisationForm?,
        error: OperationError?, _ dates: Dates
    ) {
        connected = organisation.map { Connected($0, zooms, taken: taken, dates) }
        let isBroken = organisation?.state == .broken
        isFormOpen = organisation == nil || isBroken || form != nil
        formTitle = isBroken ? "Connect it again" : organisation == nil ? "Connect everybody" : "Change the app"
        formButton = isBroken ? "Reconnect" : "Connect the organisation"
        accountInput = Input.line(
            "zoom_account_id", "Account ID", form?.zoomAccountID ?? organisation?.zoomAccountID ?? "",
            error: error?.message(of: "zoom_account_id")
        ).required()
        clientInput = Input.line(
            "client_id", "Client ID", form?.clientID ?? organisation?.clientID ?? "",
            error: error?.message(of: "client_id")
        ).required()
        // What was typed there is never sent back.
        secretInput = Input.line(
            "client_secret", "Client secret", "", type: "password", error: error?.message(of: "client_secret")
        ).required().hint("Kept sealed, and never shown again.")
        scopes = ZoomPermission.ofOrganisation.map { Scope(scopeName: $0.name) }
    }
}

extension OrganisationCard.Connected {
    fileprivate init(_ organisation: Organisation, _ zooms: [MemberZoom], taken: Set<String>, _ dates: Dates) {
        let isBroken = organisation.state == .broken
        (organisationLabel, organisationTone) = isBroken ? ("Broken", "bad") : ("Connected", "ok")
        organisationReason = isBroken ? organisation.brokenReason ?? "Zoom ended it." : nil
        zoomAccountID = organisation.zoomAccountID
        clientID = organisation.clientID
        sinceText = "\(dates.stamp(organisation.connectedAt)), by \(organisation.connectedBy)"
        func named(_ title: String, _ hint: String?, _ isIn: (MemberZoom) -> Bool) -> OrganisationCard.Group? {
            let names = zooms.filter(isIn).map(\.member.user.name)
            return names.isEmpty
                ? nil
                : OrganisationCard.Group(groupTitle: title, groupNames: CalendarFacts.list(names), groupHint: hint)
        }
        func isServed(_ zoom: MemberZoom) -> Bool { zoom.connection?.organisationID == organisation.accountID }
        func isTaken(_ zoom: MemberZoom) -> Bool {
            zoom.connection == nil && taken.contains(zoom.member.user.id)
        }
        groups = [
            named("Served by it", nil, isServed),
            named("With a connection of their own, which stays", nil) { $0.connection != nil && !isServed($0) },
            named(
                "Not found there",
                "Nobody in that Zoom account has their address. Give them a user there, and match again; or they connect their own."
            ) { $0.connection == nil && !isTaken($0) },
            named("Taken", "Their Zoom user is connected to somebody else in this Usher.", isTaken),
        ].compactMap(\.self)
    }
}
