/// What a webhook can be told of. The raw value is what its receiver reads; docs/api.md explains each.
package enum HookEvent: String, CaseIterable, Sendable {
    case booked = "appointment.booked"
    case moved = "appointment.moved"
    case cancelled = "appointment.cancelled"
    case confirmed = "appointment.confirmed"
    case statusChanged = "appointment.status_changed"
    case locationReady = "location.ready"
    case locationFailed = "location.failed"
    /// Nothing has happened: a member tries the webhook out.
    case test = "webhook.test"

    /// Those that a webhook chooses from; a trial goes to any.
    package static let choices = allCases.filter { $0 != .test }
}
