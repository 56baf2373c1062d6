package dev.roundabout.viz.cluster.kubernetes.fake;

import tools.jackson.databind.JsonNode;

/** What the API answers in one piece. */
record Answer(int code, String json) {

  static Answer ok(JsonNode object) {
    return new Answer(200, object.toString());
  }

  static Answer ok(Object model) {
    return new Answer(200, ObjectStore.json(model));
  }

  static Answer created(JsonNode object) {
    return new Answer(201, object.toString());
  }

  static Answer of(ApiError error) {
    return new Answer(error.code(), ObjectStore.json(error.status()));
  }
}
