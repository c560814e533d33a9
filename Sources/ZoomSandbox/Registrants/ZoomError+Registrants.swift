import HTTPTypes

extension ZoomError {
    static let paidOnly = ZoomError(.badRequest, 200, "Only available for Paid user.")
    static let full = ZoomError(.badRequest, 3043, "Meeting has reached maximum attendee capacity.")
    static let noRegistrant = ZoomError(
        .badRequest, 300,
        "The value that you entered for the Registrant ID field is invalid. Enter a valid value and try again.")

    /// Zoom gives the missing meeting another code here.
    static func noMeetingToRegister(_ id: String) -> ZoomError {
        ZoomError(.notFound, 1001, "Meeting does not exist: \(id).")
    }

    /// And another to the registration that is off.
    static func noRegistrationToDelete(_ error: ZoomError) -> ZoomError {
        ZoomError(.badRequest, 300, error.message)
    }

    static func noRegistration(_ meeting: Int64) -> ZoomError {
        ZoomError(.badRequest, 404, "Registration has not been enabled for this meeting: \(meeting).")
    }
}
