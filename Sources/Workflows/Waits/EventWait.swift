package import TimeZones

/// Waiting until a moment that hangs on the appointment's start.
package struct EventWait: Hashable, Sendable {
    package enum Side: String, CaseIterable, Sendable {
        case before, at, after
    }

    /// What happens when the moment has passed before one gets there.
    package enum IfPast: Hashable, Sendable {
        /// As if it had come just now.
        case next
        /// On with the step of that id.
        case goTo(String)
        /// On with the next step, but no message goes out until the next wait of either kind.
        case skip

        /// The step it names.
        var target: String? {
            if case .goTo(let id) = self { id } else { nil }
        }
    }

    package var side: Side
    package var span: Span
    package var ifPast: IfPast

    package init(_ side: Side, _ span: Span = .none, ifPast: IfPast = .skip) {
        (self.side, self.span, self.ifPast) = (side, span, ifPast)
    }

    /// The moment waited for.
    package func moment(of start: Instant, in zone: Zone) -> Instant {
        switch side {
        case .before: span.subtracted(from: start, in: zone)
        case .at: start
        case .after: span.added(to: start, in: zone)
        }
    }
}
