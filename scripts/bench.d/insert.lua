-- One durable insert per request.
require("report")
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"name":"Guest","email":"guest@guests.example"}'
