package io.sealcache;

/** Whose entries a cache's settings say that its operations are about. */
sealed interface TenantChoice {
  /** Nobody's in particular: without tenants. */
  record None() implements TenantChoice {}

  /** One tenant's. */
  record Fixed(String name) implements TenantChoice {}

  /** Whose a resolver says; its class implements {@link TenantResolver}. */
  record ByClass(String className) implements TenantChoice {}

  /** Whose a resolver says that the application made. */
  record ByInstance(TenantResolver resolver) implements TenantChoice {}
}
