import Operations
import Store

/// Calendar feeds as a page lists them.
struct FeedList {
    struct Row {
        let feedID: String
        let feedName: String
        let feedTells: String
        let feedMade: String
        let feedRead: String
        /// Absent for somebody else's: only its owner learns its address.
        let renewAction: String?
        let endAction: String
    }

    let hasFeeds: Bool
    let feeds: [Row]

    /// - Parameters:
    ///   - path: below which each is renewed and turned off.
    ///   - name: what each is called.
    init(
        _ feeds: [CalendarFeed], _ session: Session, _ dates: Dates, path: String, name: (CalendarFeed) -> String
    ) {
        hasFeeds = !feeds.isEmpty
        self.feeds = feeds.map { feed in
            Row(
                feedID: feed.id, feedName: name(feed),
                feedTells: feed.detail == .full ? "With details" : "Busy times only",
                feedMade: "address made \(dates.stamp(feed.createdAt))",
                feedRead: feed.lastReadAt.map { "read last \(dates.stamp($0))" } ?? "never read yet",
                renewAction: feed.userID == session.user.id ? "\(path)/\(feed.id)/renew" : nil,
                endAction: "\(path)/\(feed.id)/delete")
        }
    }
}

/// The address of a feed that has just been made: it is shown once.
struct NewFeed {
    let feedURL: String
    /// The same for programs that this computer has.
    let feedProgramURL: String

    init(_ address: FeedAddress) {
        feedURL = address.url
        feedProgramURL = "webcal://" + address.url.trimmingPrefix(/https?:\/\//)
    }
}

/// What is chosen to make a feed.
struct NewFeedForm {
    let makeAction: String
    /// Absent where there is nothing to choose.
    let reachInput: Input?
    let detailInput: Input

    init(action: String, reach: Input? = nil, detail: String = "full") {
        makeAction = action
        reachInput = reach
        detailInput = .menu(
            "detail", "What it tells",
            [("full", "Everything: who, where, and the way in"), ("busy", "Busy times, and nothing else")],
            chosen: detail)
    }
}
