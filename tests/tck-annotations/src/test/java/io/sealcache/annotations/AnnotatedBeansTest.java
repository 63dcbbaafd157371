package io.sealcache.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import domain.Blog;
import io.sealcache.EncryptedCache;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.BeanProvider;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import org.junit.jupiter.api.Test;

/**
 * Two questions that the TCK's tests leave open: whether there are beans, without which they pass,
 * and over which caches they run.
 */
class AnnotatedBeansTest {
  @Test
  void cachedResult_comesFromAnEncryptedCache() {
    BeanProvider beans = ServiceLoader.load(BeanProvider.class).findFirst().orElseThrow();
    ClassLevelCacheConfigBlogManagerImpl blogs =
        beans.getBeanByType(ClassLevelCacheConfigBlogManagerImpl.class);
    blogs.createEntry(new Blog("title", "body"));

    Blog computed = blogs.getEntryCached("title");
    blogs.clearEntry("title"); // in what the bean keeps, not in the cache

    assertThat(blogs.getEntryRaw("title")).isNull();
    assertThat(blogs.getEntryCached("title").getBody()).isEqualTo(computed.getBody());
    Cache<?, ?> cache = cache("blgMngr");
    assertThat(cache).isInstanceOf(EncryptedCache.class);
    assertThat(cache).isNotEmpty();
  }

  private static Cache<?, ?> cache(String name) {
    CacheManager manager = Caching.getCachingProvider().getCacheManager();
    assertThat(StreamSupport.stream(manager.getCacheNames().spliterator(), false)).contains(name);
    return manager.getCache(name);
  }
}
