/// A time that clocks go by, from one change of them to the next.
package struct Observance: Hashable, Sendable {
    /// The moment of the change; nil where it lies before 1970, or there never was one.
    package let start: Instant?
    /// Seconds to add to UTC until then; the same as `offset` where `start` is nil.
    package let offsetBefore: Int
    /// Seconds to add to UTC from then on.
    package let offset: Int
    /// `CET`, `+0545`: what the tz database calls it.
    package let abbreviation: String
    /// Whether the tz database calls it daylight saving time.
    package let isDaylight: Bool
}
