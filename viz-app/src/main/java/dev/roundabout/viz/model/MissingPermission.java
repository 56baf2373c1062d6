package dev.roundabout.viz.model;

/**
 * Something that RBAC does not allow here.
 *
 * @param verb as in a Role, e.g. {@code watch}
 * @param resource as in a Role, with its subresource: {@code pods/portforward}
 * @param namespace where it is needed
 * @param lost what cannot be shown or done without it, in words
 * @param grant the {@code kubectl} line that grants it
 */
public record MissingPermission(
    String verb, String resource, String namespace, String lost, String grant) {}
