import Hummingbird
import Operations
import Store

extension Site {
    /// How the account's members stand with Zoom, and what was asked of it for them. An organisation is connected by its
    /// admins on the page alone: its secret is not for programs to send.
    func addConnectionsAPI(to api: RouterGroup<WebContext>) {
        api.get("connections") { request, _ in
            let account = try await account(request, .people)
            let zooms = try await verbs.memberZooms(of: account.id)
            let organisation = try await verbs.store.read { try $0.organisation(of: account.id) }
            return Response.json(
                JSONValue([
                    "organisation": organisation.map { JSONValue($0) }, "members": zooms.map { JSONValue($0) },
                ]))
        }
        api.get("users/:id/zoom/calls") { request, context in
            let account = try await account(request, .people)
            let id = try context.parameters.require("id")
            guard try await verbs.store.read({ try $0.membership(of: id, in: account.id) }) != nil else {
                throw OperationError.notFound("There is no such member of this account.")
            }
            let calls = try await verbs.zoomCalls(for: id, in: account.id)
            return Response.json(JSONValue(["calls": calls.map { JSONValue($0) }]))
        }
    }
}

extension JSONValue {
    fileprivate init(_ organisation: Organisation) {
        self.init([
            "state": organisation.state.rawValue, "problem": organisation.brokenReason,
            "zoom_account": organisation.zoomAccountID, "connected_by": organisation.connectedBy,
            "connected_at": organisation.connectedAt,
        ])
    }

    fileprivate init(_ zoom: MemberZoom) {
        let (connection, outlook) = (zoom.connection, zoom.outlook)
        self.init([
            "id": zoom.member.user.id, "name": zoom.member.user.name, "email": zoom.member.user.email,
            "state": connection?.state.rawValue, "problem": connection?.brokenReason,
            "connected_by": connection.map { $0.organisationID == nil ? "user" : "organisation" },
            "zoom_email": connection?.zoomEmail, "is_licensed": connection?.canRegister,
            "writes": JSONValue([
                "limit": outlook.limit, "used": outlook.limit - outlook.left, "left": outlook.left,
                "resets_at": outlook.resetsAt,
            ]),
            "waiting": zoom.waiting.count - zoom.failed, "failed": zoom.failed,
            "most_urgent": zoom.mostUrgent.map { room in
                JSONValue([
                    "appointment": room.appointmentID, "start": room.start, "code": room.problemCode,
                    "problem": room.problem,
                ])
            },
        ])
    }

    /// A call as programs read it, with the meeting that it was about where that is the account's.
    fileprivate init(_ view: CallView) {
        self = JSONValue(view.call).adding("meeting", view.meeting?.id)
            .adding("appointment", view.meeting?.appointmentID)
    }

    /// A call of Zoom's API.
    init(_ call: RecordedCall) {
        self.init([
            "id": call.id, "at": call.endedAt, "method": call.method, "path": call.path, "status": call.status,
            "is_failed": call.isFailed, "code": call.code, "problem": call.problem,
            "tracking_id": call.trackingID, "milliseconds": call.milliseconds,
        ])
    }
}
