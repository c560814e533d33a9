/// How much this Zoom takes.
struct Limits: Sendable {
    let plan: SandboxPlan
    /// Requests of one person at work at once; nil means any number.
    let concurrency: Int?
    /// Creates and updates of one person in a UTC day; nil means any number.
    let dailyWrites: Int?
    /// Registrants of one meeting.
    let registrants: Int

    init(_ configuration: SandboxConfiguration) {
        plan = configuration.plan
        concurrency = configuration.concurrency
        dailyWrites = configuration.dailyWrites
        registrants = configuration.registrants
    }
}
