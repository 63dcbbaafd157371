package io.sealcache.examples;

import io.sealcache.keys.TenantResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The tenant of whom Spring Security has authenticated. Settings can name this class: {@code
 * sealcache.tenant-resolver=io.sealcache.examples.TenantOfSecurityContext}.
 */
public final class TenantOfSecurityContext implements TenantResolver {
  /** A user who belongs to a tenant: what {@code Authentication.getPrincipal} gives. */
  public interface TenantUser {
    /** Its name. */
    String tenant();
  }

  /** As settings that name a class need it. */
  public TenantOfSecurityContext() {}

  @Override
  public @Nullable String tenant() {
    @Nullable Authentication authentication =
        SecurityContextHolder.getContext().getAuthentication();
    return authentication != null
            && authentication.isAuthenticated()
            && authentication.getPrincipal() instanceof TenantUser user
        ? user.tenant()
        : null; // nobody, or somebody without a tenant: the operation fails
  }

  @Override
  public Runnable carry(Runnable load) {
    return new DelegatingSecurityContextRunnable(load);
  }
}
