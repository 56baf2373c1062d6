package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers {@code SelfSubjectAccessReview}: may I? Any thread. */
final class AccessReviews {
  private final Access access;

  AccessReviews(Access access) {
    this.access = access;
  }

  /** Empty where the request is for something else. */
  Optional<Answer> answer(ApiRequest request) {
    if (!request.group().equals("authorization.k8s.io")) {
      return Optional.empty();
    }
    if (!request.plural().equals("selfsubjectaccessreviews") || !request.method().equals("POST")) {
      return Optional.of(Answer.of(ApiError.noSuchPath()));
    }
    ObjectNode review = Patch.readObject(request.body());
    JsonNode asked = review.path("spec").path("resourceAttributes");
    String subresource = asked.path("subresource").asString("");
    String resource =
        asked.path("resource").asString("") + (subresource.isEmpty() ? "" : "/" + subresource);
    boolean allowed =
        access.allows(
            asked.path("verb").asString(""), resource, asked.path("namespace").asString(""));
    review.putObject("status").put("allowed", allowed);
    return Optional.of(Answer.created(review));
  }
}
