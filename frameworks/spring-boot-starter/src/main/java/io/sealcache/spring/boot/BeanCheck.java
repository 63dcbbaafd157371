package io.sealcache.spring.boot;

/**
 * A check of beans of one type, for which optional libraries are needed: before anything is served,
 * and from then on of each that is made.
 */
interface BeanCheck {
  Class<?> type();

  /**
   * Looks at a bean.
   *
   * @param bean of that type
   * @throws RefusedStartException if it would cache in clear
   */
  void check(Object bean, String name);
}
