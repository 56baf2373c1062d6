package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;

/** A request that the API refuses, with the Status that a client gets. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;

  private ApiError(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  static ApiError badRequest(String message) {
    return new ApiError(400, "BadRequest", message);
  }

  static ApiError unauthorized() {
    return new ApiError(401, "Unauthorized", "Unauthorized");
  }

  static ApiError forbidden(String message) {
    return new ApiError(403, "Forbidden", message);
  }

  static ApiError notFound(ResourceType type, String name) {
    return new ApiError(404, "NotFound", type.qualified() + " \"" + name + "\" not found");
  }

  /** What the API says of a path that it does not serve at all. */
  static ApiError noSuchPath() {
    return new ApiError(404, "NotFound", "the server could not find the requested resource");
  }

  static ApiError methodNotAllowed() {
    return new ApiError(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  static ApiError exists(ResourceType type, String name) {
    return new ApiError(
        409, "AlreadyExists", type.qualified() + " \"" + name + "\" already exists");
  }

  static ApiError conflict(String message) {
    return new ApiError(409, "Conflict", message);
  }

  static ApiError modified(ResourceType type, String name) {
    return conflict(
        "Operation cannot be fulfilled on "
            + type.qualified()
            + " \""
            + name
            + "\": the object has been modified; please apply your changes to the latest version"
            + " and try again");
  }

  static ApiError gone(String message) {
    return new ApiError(410, "Expired", message);
  }

  static ApiError unsupportedMediaType(String type) {
    return new ApiError(415, "UnsupportedMediaType", "the body of the request was in " + type);
  }

  static ApiError invalid(String message) {
    return new ApiError(422, "Invalid", message);
  }

  /** What the API says of an eviction that a disruption budget does not allow now. */
  static ApiError disrupted() {
    return new ApiError(
        429,
        "TooManyRequests",
        "Cannot evict pod as it would violate the pod's disruption budget.");
  }

  static ApiError internal(String message) {
    return new ApiError(500, "InternalError", message);
  }

  int code() {
    return code;
  }

  Status status() {
    return new StatusBuilder()
        .withStatus("Failure")
        .withMessage(getMessage())
        .withReason(reason)
        .withCode(code)
        .build();
  }
}
