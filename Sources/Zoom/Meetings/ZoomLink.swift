import Foundation

/// Which addresses Usher will send a browser to.
package struct ZoomLink: Sendable {
    private let ownHost: String?
    private let ownPort: Int?

    /// - Parameter app: its OAuth host counts as Zoom, which lets the sandbox stand in for it.
    package init(app: ZoomApp) {
        let base = URLComponents(string: app.oauthBase)
        ownHost = base?.host
        ownPort = base?.port
    }

    /// The address, if it is one of Zoom's: `https` on zoom.us or below it, or the configured host itself.
    package func checked(_ address: String) -> String? {
        guard let parts = URLComponents(string: address), let host = parts.host?.lowercased(),
            parts.user == nil, parts.password == nil
        else { return nil }
        let isZoom =
            parts.scheme == "https" && parts.port == nil && (host == "zoom.us" || host.hasSuffix(".zoom.us"))
        let isConfigured =
            host == ownHost && parts.port == ownPort && (parts.scheme == "https" || parts.scheme == "http")
        return isZoom || isConfigured ? address : nil
    }
}
