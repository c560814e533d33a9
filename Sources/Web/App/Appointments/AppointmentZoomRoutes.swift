import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// The room of an appointment, as it should be and as Zoom has it.
    func addAppointmentZoom(to app: AppRoutes) {
        app.get("appointments/:id/zoom", for: .insiders) { request, context in
            let view = try await appointmentView(context)
            let session = try context.signedIn()
            let comparison = try await verbs.compareRoom(view)
            let history = try await verbs.store.read { try $0.history(of: view.appointment.id) }
            let page = AppointmentZoomPage(
                view, comparison, history: history, isFailedOnly: request.query("calls") == "failed",
                Dates(zone: try verbs.zones.zone(session.user.zone)), at: verbs.now)
            let notice =
                request.query("done") == "look"
                ? Notice("ok", "Usher is asking Zoom. This page shows what comes of it.") : nil
            return try renderer.page(
                "appointment_zoom",
                Page(
                    title: "In Zoom: \(view.appointment.guest.name)", page, session: session, on: .appointments,
                    notice: notice))
        }
        app.post("appointments/:id/zoom/look", for: .insiders) { request, context in
            _ = try await request.form(context)
            let view = try await appointmentView(context)
            try await verbs.retryRoom(view)
            return .seeOther("\(AppointmentZoomPage.path(view))?done=look")
        }
    }
}
