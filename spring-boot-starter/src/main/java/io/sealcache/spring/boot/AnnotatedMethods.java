package io.sealcache.spring.boot;

import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.jcache.interceptor.JCacheOperation;
import org.springframework.cache.jcache.interceptor.JCacheOperationSource;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.util.ClassUtils;

/**
 * The methods that JCache's own annotations are on, such as {@code @CacheResult}. Their {@code
 * cacheResolverFactory} may find any cache, and need not be a bean.
 */
final class AnnotatedMethods {
  private final ConfigurableListableBeanFactory beans;

  AnnotatedMethods(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  /** Hears what each of them caches by. */
  interface Visitor {
    /**
     * Hears of one.
     *
     * @param bean the name of the bean that has the method
     */
    void visit(CacheResolver resolver, Method method, String bean);
  }

  /** Makes no bean that isn't made. */
  void forEach(Visitor visitor) {
    beans
        .getBeansOfType(JCacheOperationSource.class, false, false)
        .values()
        .forEach(source -> forEach(source, visitor));
  }

  private void forEach(JCacheOperationSource source, Visitor visitor) {
    for (String bean : beans.getBeanDefinitionNames()) {
      Class<?> type = beans.getType(bean, false);
      if (type != null && source.isCandidateClass(type)) {
        operations(source, ClassUtils.getUserClass(type))
            .forEach(
                (method, operation) -> {
                  if (operation != null) {
                    visitor.visit(operation.getCacheResolver(), method, bean);
                  }
                });
      }
    }
  }

  private static Map<Method, @Nullable JCacheOperation<?>> operations(
      JCacheOperationSource source, Class<?> type) {
    MetadataLookup<@Nullable JCacheOperation<?>> lookup =
        method -> source.getCacheOperation(method, type);
    return MethodIntrospector.selectMethods(type, lookup);
  }
}
