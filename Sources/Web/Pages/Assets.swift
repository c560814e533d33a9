import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Store

/// A file that pages name: style or script, in the binary.
struct Asset: Sendable {
    let name: String
    let type: String
    let body: ByteBuffer
    /// Begins the hash of the content, so that a browser may keep the file for ever.
    let version: String

    init(_ name: String, _ type: String, _ bytes: [UInt8]) {
        self.name = name
        self.type = type
        body = ByteBuffer(bytes: bytes)
        version = SHA256.hash(data: Data(bytes)).prefix(6).map { String($0, radix: 36) }.joined()
    }

    var href: String { "/assets/\(name)?v=\(version)" }

    static let all = [
        Asset("usher.css", "text/css; charset=utf-8", PackageResources.usher_css),
        Asset("pick.js", "text/javascript; charset=utf-8", PackageResources.pick_js),
        Asset("live.js", "text/javascript; charset=utf-8", PackageResources.live_js),
        Asset("app.js", "text/javascript; charset=utf-8", PackageResources.app_js),
        Asset("form.js", "text/javascript; charset=utf-8", PackageResources.form_js),
        Asset("hold.js", "text/javascript; charset=utf-8", PackageResources.hold_js),
        Asset("notices.js", "text/javascript; charset=utf-8", PackageResources.notices_js),
        Asset("palette.js", "text/javascript; charset=utf-8", PackageResources.palette_js),
        Asset("photo.js", "text/javascript; charset=utf-8", PackageResources.photo_js),
        Asset("week.js", "text/javascript; charset=utf-8", PackageResources.week_js),
        Asset("say.js", "text/javascript; charset=utf-8", PackageResources.say_js),
    ]
}

/// The addresses of the assets, as pages name them.
struct AssetLinks {
    let css: String
    let pick: String
    let live: String
    let app: String
    let week: String
    let photo: String
    let notices: String
    let palette: String

    static let current = AssetLinks()

    private init() {
        func href(_ name: String) -> String { Asset.all.first { $0.name == name }?.href ?? "" }
        css = href("usher.css")
        pick = href("pick.js")
        live = href("live.js")
        app = href("app.js")
        notices = href("notices.js")
        palette = href("palette.js")
        photo = href("photo.js")
        week = href("week.js")
    }
}

extension Site {
    func addAssets(to router: Router<WebContext>) {
        for asset in Asset.all {
            router.get("assets/\(asset.name)") { request, _ in
                let isNamed = request.query("v") == asset.version
                return Response(
                    status: .ok,
                    headers: [
                        .contentType: asset.type,
                        .cacheControl: isNamed ? "public, max-age=31536000, immutable" : "no-cache",
                    ],
                    body: .init(byteBuffer: asset.body))
            }
        }
        router.get("favicon.ico") { _, _ in Response(status: .noContent) }
    }

    func addHealth(to router: Router<WebContext>) {
        router.get("healthz") { _, _ in
            let waiting = try await verbs.store.read { try $0.workCount(dueBy: verbs.now) }
            return Response.json(document: #"{"status":"ok","work_waiting":\#(waiting)}"#.utf8)
        }
    }
}
