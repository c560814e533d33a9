import Foundation

extension LimitReached {
    /// Creates and updates of a day. The headers tell of another limit, and there is no Retry-After.
    static func dailyWrites(_ most: Int) -> LimitReached {
        LimitReached(
            message: "You have exceeded the daily rate limit (\(most)) of Meeting Create/Update API requests "
                + "permitted for this particular user. You may resume these requests at GMT 00:00:00.",
            headers: [
                "X-RateLimit-Category": "Light", "X-RateLimit-Limit": "6000", "X-RateLimit-Remaining": "5873",
            ])
    }

    /// Adding the same registrant to the same meeting.
    static func registrant(_ email: String, most: Int) -> LimitReached {
        LimitReached(
            message: "You have exceeded the daily rate limit of (\(most)) for Add meeting registrant API requests "
                + "for the registrant (\(email)). You can resume these API requests at GMT 00:00:00.",
            headers: ["X-RateLimit-Limit": String(most)])
    }

    static func perSecond(_ label: RateLabel) -> LimitReached {
        LimitReached(
            message: "You have reached the maximum per-second rate limit for this API. Try again later.",
            headers: ["X-RateLimit-Category": label.rawValue, "X-RateLimit-Type": "QPS"])
    }

    /// What an account may ask in a day. `Retry-After` is an instant here, not a number of seconds.
    static func daily(_ label: RateLabel, most: Int, until: Date) -> LimitReached {
        LimitReached(
            message: "You have reached the maximum daily rate limit for this API. Refer to the response header "
                + "for details on when you can make another request.",
            headers: [
                "X-RateLimit-Category": label.rawValue, "X-RateLimit-Type": "Daily-limit",
                "X-RateLimit-Limit": String(most), "X-RateLimit-Remaining": "0",
                "Retry-After": until.zoomText,
            ])
    }

    static let concurrent = LimitReached(message: "Too many concurrent requests. Try again later.")
}
