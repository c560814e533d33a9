import Store

/// The frame around the pages of who is signed in: where they are, where else they can go, and who they are.
struct AppFrame {
    enum Section {
        case appointments, notices, search, contacts, calendars, team, profile
        case accounts, people, audit
        case person
    }

    struct Place {
        let placeID: String
        let placeName: String
        let isOpenPlace: Bool
    }

    struct AccountNav {
        let onAppointments: Bool
        let onContacts: Bool
        let onCalendars: Bool
        let onTeam: Bool
        /// Absent for who is no member.
        let profile: ProfileNav?
    }

    struct ProfileNav {
        let onProfile: Bool
    }

    struct AgencyNav {
        let onAccounts: Bool
        let onPeople: Bool
        /// Absent for who does not look after the agency.
        let audit: AuditNav?
    }

    struct AuditNav {
        let onAudit: Bool
    }

    struct Behind {
        let behindName: String
        let actingName: String
    }

    let home: String
    let placeTitle: String
    let userName: String
    let userInitials: String
    let userPhoto: String?
    let accountNav: AccountNav?
    let agencyNav: AgencyNav?
    let switching: Switching?
    let behind: Behind?

    struct Switching {
        let places: [Place]
        let agencyName: String?
        let hasMorePlaces: Bool
    }

    init(_ person: Person, _ session: Session?, on section: Section) {
        home = session != nil ? "/app/appointments" : person.standing != nil ? "/agency" : "/no-account"
        placeTitle = session?.account.name ?? person.standing?.agency.name ?? "No account"
        userName = person.user.name
        userInitials = Initials.of(userName)
        userPhoto = person.user.photoHref
        behind = person.behind.map { Behind(behindName: $0.name, actingName: person.user.name) }
        let isAgency = session == nil && person.standing != nil
        accountNav = session.map { session in
            AccountNav(
                onAppointments: section == .appointments, onContacts: section == .contacts,
                onCalendars: section == .calendars,
                onTeam: section == .team,
                profile: session.isMember ? ProfileNav(onProfile: section == .profile) : nil)
        }
        agencyNav =
            isAgency
            ? AgencyNav(
                onAccounts: section == .accounts, onPeople: section == .people,
                audit: person.isAgencyAdmin ? AuditNav(onAudit: section == .audit) : nil) : nil
        let places = person.accounts.map {
            Place(placeID: $0.id, placeName: $0.name, isOpenPlace: $0.id == session?.account.id)
        }
        let hasElsewhere = places.contains { !$0.isOpenPlace } || (session != nil && person.standing != nil)
        switching =
            hasElsewhere
            ? Switching(
                places: places, agencyName: person.standing?.agency.name,
                hasMorePlaces: places.count == Person.fewAccounts && person.standing != nil) : nil
    }
}
