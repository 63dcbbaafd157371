package io.sealcache.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessProducerField;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** Makes the annotations of JCache bindings of interceptors, and checks how beans use them. */
public class JCacheExtension implements Extension {
  static final System.Logger LOGGER = System.getLogger("io.sealcache.cdi");

  /** Not to be found by a scan too, wherever this jar is packed. */
  private static final List<Class<?>> OWN =
      List.of(
          CachedCalls.class,
          CacheResultInterceptor.class,
          CachePutInterceptor.class,
          CacheRemoveInterceptor.class,
          CacheRemoveAllInterceptor.class);

  private final Deployment deployment = new Deployment();

  /** Called by the container. */
  public JCacheExtension() {}

  void register(@Observes BeforeBeanDiscovery event) {
    for (Class<? extends Annotation> type : CacheAnnotation.TYPES) {
      // The annotations mark these members themselves, but by javax.
      event
          .configureInterceptorBinding(type)
          .methods()
          .forEach(member -> member.add(Nonbinding.Literal.INSTANCE));
    }
    OWN.forEach(
        type -> event.addAnnotatedType(type, type.getName()).remove(Vetoed.class::isInstance));
  }

  <T> void see(
      @Observes
          @WithAnnotations({
            CacheResult.class,
            CachePut.class,
            CacheRemove.class,
            CacheRemoveAll.class,
            CacheKey.class,
            CacheValue.class
          })
          ProcessAnnotatedType<T> event) {
    Class<T> type = event.getAnnotatedType().getJavaClass();
    if (!isOfContainer(event.getAnnotatedType())) {
      deployment.see(type);
    }
  }

  <T> void check(@Observes ProcessManagedBean<T> event) {
    check(event.getAnnotatedBeanClass());
  }

  <T> void check(@Observes ProcessSessionBean<T> event) {
    if (event.getAnnotated() instanceof AnnotatedType<?> type) {
      check(type);
    }
  }

  private void check(AnnotatedType<?> type) {
    if (!isOfContainer(type)) {
      deployment.addBean(type);
    }
  }

  <T, X> void check(@Observes ProcessProducerMethod<T, X> event) {
    deployment.addProduced(event.getAnnotatedProducerMethod().getJavaMember().getReturnType());
  }

  <T, X> void check(@Observes ProcessProducerField<T, X> event) {
    deployment.addProduced(event.getAnnotatedProducerField().getJavaMember().getType());
  }

  void validate(@Observes AfterDeploymentValidation event, BeanManager beans) {
    deployment.warnings().forEach(warning -> LOGGER.log(Level.WARNING, warning));
    for (String problem : deployment.problems(beans)) {
      LOGGER.log(Level.ERROR, problem); // some containers say no more than that there was one
      event.addDeploymentProblem(new IllegalStateException(problem));
    }
  }

  // A bean can't be made earlier; a manager by default was looked at by now.
  void look(@Observes @Initialized(ApplicationScoped.class) Object event, BeanManager beans) {
    if (deployment.needsManager()) {
      beans.createInstance().select(CachedCalls.class).get().look();
    }
  }

  /** Other than beans. */
  private static boolean isOfContainer(AnnotatedType<?> type) {
    return OWN.contains(type.getJavaClass()) || type.isAnnotationPresent(Interceptor.class);
  }

  /** The default one of JCache, where no bean is one. */
  CacheManager foundManager() {
    return deployment.foundManager();
  }
}
