import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Store

extension Site {
    func addPhotos(to app: AppRoutes) {
        app.post("profile/photo", for: .members) { request, context in
            try request.requireToken(context)
            let bytes = Array(buffer: try await request.bodyBytes(upTo: Verbs.largestPhoto * 2))
            try await verbs.savePhoto(bytes, of: try context.signedIn().user)
            return Response.seeOther("/app/profile?done=saved")
        }
        app.post("profile/photo/delete", for: .members) { request, context in
            _ = try await request.form(context)
            try await verbs.removePhoto(of: try context.signedIn().user)
            return Response.seeOther("/app/profile?done=saved")
        }
    }

    /// `GET /photos/{id}?v=…`: what a host looks like, for whoever may meet them. Its address changes with it.
    func addPhoto(to router: Router<WebContext>) {
        router.get("photos/:id") { _, context in
            let id = try context.parameters.require("id")
            guard let photo = try await verbs.store.read({ try $0.photo(of: id) }) else {
                throw OperationError.notFound("There is no such picture.")
            }
            return Response(
                status: .ok,
                headers: [.contentType: photo.mediaType, .cacheControl: "public, max-age=31536000, immutable"],
                body: .init(byteBuffer: ByteBuffer(bytes: photo.bytes)))
        }
    }
}

extension User {
    /// Where their picture is; nil while there is none.
    var photoHref: String? { photo.map { "/photos/\(id)?v=\($0)" } }
}
