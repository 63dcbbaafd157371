import io.sealcache.keys.TenantResolver;

/** The tenant of the scope that runs, from a scoped value: for JDK 25 and later. */
public final class TenantOfScopedValue implements TenantResolver {
  private static final ScopedValue<String> TENANT = ScopedValue.newInstance();

  /** As settings that name a class need it. */
  public TenantOfScopedValue() {}

  /** Runs for one tenant; once it ends, on whatever way, there is none any more. */
  public static void run(String tenant, Runnable request) {
    ScopedValue.where(TENANT, tenant).run(request);
  }

  @Override
  public String tenant() {
    return TENANT.isBound() ? TENANT.get() : null; // none: the operation fails
  }

  @Override
  public Runnable carry(Runnable load) {
    String callers = tenant();
    return callers == null ? load : () -> run(callers, load);
  }
}
