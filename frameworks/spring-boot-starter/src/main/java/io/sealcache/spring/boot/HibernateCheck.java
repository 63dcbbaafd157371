package io.sealcache.spring.boot;

import io.sealcache.EncryptedCacheManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import javax.cache.CacheManager;
import org.hibernate.cache.internal.NoCachingRegionFactory;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * Looks at what Hibernate's second-level cache really is: not while a factory is made before the
 * start, as that may be in the background, by a thread that waits for beans.
 */
final class HibernateCheck implements BeanCheck {
  // Named, as Hibernate's JCache may be missing.
  private static final String JCACHE = "org.hibernate.cache.jcache.internal.JCacheRegionFactory";

  private final CacheRules rules;
  private final IgnoredSettings ignored;

  HibernateCheck(CacheRules rules, IgnoredSettings ignored) {
    this.rules = rules;
    this.ignored = ignored;
  }

  @Override
  public Class<?> type() {
    return EntityManagerFactory.class;
  }

  @Override
  public void check(Object bean, String name) {
    EntityManagerFactory factory = (EntityManagerFactory) bean;
    RegionFactory regions;
    try {
      regions = factory.unwrap(SessionFactoryImplementor.class).getCache().getRegionFactory();
    } catch (PersistenceException e) {
      return; // not Hibernate's
    }
    String type = regions.getClass().getName(); // the exact one, as a subclass could do otherwise
    CacheManager manager = type.equals(JCACHE) ? JCacheRegions.managerOf(regions) : null;
    if (manager instanceof EncryptedCacheManager sealed) {
      ignored.check(sealed, name);
    } else if (regions.getClass() != NoCachingRegionFactory.class && !rules.isAllowed(name)) {
      throw new RefusedStartException(
          "The second-level cache of bean %s is a %s, which is not over SealCache and would cache in clear"
              .formatted(
                  rules.described(name),
                  manager == null ? type : type + " over " + manager.getClass().getName()),
          ("Put org.hibernate.orm:hibernate-jcache on the class path and take"
                  + " hibernate.cache.region.factory_class, hibernate.javax.cache.provider and"
                  + " hibernate.javax.cache.cache_manager out of Hibernate's properties, or set"
                  + " hibernate.cache.use_second_level_cache and hibernate.cache.use_query_cache to"
                  + " false there. If it may stay in clear, add '%s' to %s.")
              .formatted(name, SealCacheSettings.ALLOWED));
    }
  }

  /** Loaded only where Hibernate's JCache is. */
  private static final class JCacheRegions {
    static CacheManager managerOf(RegionFactory regions) {
      return ((org.hibernate.cache.jcache.internal.JCacheRegionFactory) regions).getCacheManager();
    }
  }
}
