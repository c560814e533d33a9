import Hummingbird
import Operations
import Store

/// Who may use a route behind a session. What is theirs among it is each verb's to say.
enum Access: String, CaseIterable {
    /// Whoever is signed in.
    case people
    /// Whoever can open the account: its members, and the agency's admins.
    case insiders
    /// Its members alone: it is about their own work there.
    case members
    /// All but those who see only what is assigned to them.
    case staff
    /// Its admins, and those of the agency.
    case admins
    /// The people of the agency itself.
    case agency
    case agencyAdmins
}

/// The routes behind a session, each with who may use it.
struct AppRoutes {
    private let group: RouterGroup<WebContext>

    init(_ group: RouterGroup<WebContext>) {
        self.group = group
    }

    func get(
        _ path: RouterPath = "", for access: Access,
        use handler: @escaping @Sendable (Request, WebContext) async throws -> Response
    ) {
        group.get(path) { try await access.passing($0, $1, to: handler) }
    }

    func post(
        _ path: RouterPath = "", for access: Access,
        use handler: @escaping @Sendable (Request, WebContext) async throws -> Response
    ) {
        group.post(path) { try await access.passing($0, $1, to: handler) }
    }
}

extension Access {
    fileprivate func passing(
        _ request: Request, _ context: WebContext, to handler: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        if let elsewhere = try context.require(self) {
            // What was typed into a page of an account that is open no more is not dropped in silence.
            if request.method == .post { throw Request.staleForm }
            return elsewhere
        }
        return try await handler(request, context)
    }
}

extension WebContext {
    /// - Returns: where to go instead, when no account is open.
    /// - Throws: `not_admin`, `limited`, `no_profile`, `not_agency`, `not_agency_admin`.
    fileprivate func require(_ access: Access) throws -> Response? {
        let person = try signedInPerson()
        switch access {
        case .people: return nil
        case .agency where person.standing != nil, .agencyAdmins where person.isAgencyAdmin: return nil
        case .agency, .agencyAdmins: throw Refusals.agency(access)
        case .insiders, .members, .staff, .admins: break
        }
        guard let session else { return .seeOther(person.standing == nil ? "/no-account" : "/agency") }
        switch access {
        case .members where !session.isMember: throw Refusals.noProfile(session)
        case .staff where session.member.isLimited: throw Refusals.limited
        case .admins where !session.isAdmin: throw Refusals.notAdmin
        default: return nil
        }
    }
}

private enum Refusals {
    static let notAdmin = OperationError(
        .forbidden, "not_admin", "Only an admin of this account can change this. Ask one.")
    static let limited = OperationError(
        .forbidden, "limited", "You see what is assigned to you. Ask an admin of this account for more.")

    static func noProfile(_ session: Session) -> OperationError {
        OperationError(
            .forbidden, "no_profile",
            "You are no member of \(session.account.name), so you have no profile there. To get one: Agency, Team, "
                + "your name, User roles, Add to account.")
    }

    static func agency(_ access: Access) -> OperationError {
        access == .agency
            ? OperationError(.forbidden, "not_agency", "This is for the people of the agency itself.")
            : OperationError(
                .forbidden, "not_agency_admin", "Only an admin of the agency can open this. Ask one.")
    }
}
