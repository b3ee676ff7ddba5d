package bestow.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// The rules of ARCHITECTURE.md, held to what was compiled.
@AnalyzeClasses(packages = "bestow", importOptions = ImportOption.DoNotIncludeTests.class)
final class RoomsTest {
  private static final String[] SERVICES = {
    "bestow.gateway..",
    "bestow.session..",
    "bestow.security..",
    "bestow.config..",
    "bestow.quota..",
    "bestow.delivery..",
    "bestow.reporting..",
    "bestow.sandbox.."
  };
  private static final String[] ROOMS_FOR_ALL = {
    "bestow.wire..", "bestow.mesh..", "bestow.server..", "bestow.store.."
  };
  private static final String[] LIBRARIES = {"bestow.mesh..", "bestow.server..", "bestow.store.."};

  @ArchTest
  static final ArchRule noServiceKnowsAnother =
      slices()
          .matching("bestow.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAnyPackage(ROOMS_FOR_ALL));

  @ArchTest
  static final ArchRule nothingGoesInCircles =
      slices().matching("bestow.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule wireStandsOnNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("bestow.wire..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("bestow..").and(resideOutsideOfPackage("bestow.wire..")));

  @ArchTest
  static final ArchRule meshStandsOnNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("bestow.mesh..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("bestow..").and(resideOutsideOfPackage("bestow.mesh..")));

  @ArchTest
  static final ArchRule librariesKnowNoService =
      noClasses()
          .that()
          .resideInAnyPackage(LIBRARIES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVICES);

  @ArchTest
  static final ArchRule librariesTakeNoServicesRecords =
      noClasses()
          .that()
          .resideInAnyPackage(LIBRARIES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("bestow.wire.*..");

  @ArchTest
  static final ArchRule librariesHaveNoClassNamedAfterACampaign =
      noClasses()
          .that()
          .resideInAnyPackage(LIBRARIES)
          .should()
          .haveNameMatching("(?i).*(campaign|gift|claim|coupon|stock).*");

  @ArchTest
  static final ArchRule librariesHaveNoMemberNamedAfterACampaign =
      members()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(LIBRARIES)
          .should()
          .haveNameNotMatching("(?i).*(campaign|gift|coupon|stock).*");

  @ArchTest
  static final ArchRule fixturesStayInTests =
      noClasses()
          .that()
          .resideOutsideOfPackage("bestow.testing..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("bestow.testing..");

  @ArchTest
  static final ArchRule nothingStaticChanges =
      fields()
          .that()
          .areStatic()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .beFinal()
          .because("state that nobody owns is shared by every test and every request");

  @ArchTest
  static final ArchRule onlyTheTickerReadsTheClockThatMeasures =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("bestow.mesh.Ticker")
          .and()
          .resideOutsideOfPackage("bestow.testing..")
          .should()
          .callMethod(System.class, "nanoTime")
          .because("time is passed in, so that a simulator can move it");

  @ArchTest
  static final ArchRule nobodyAsksForTheDate =
      noClasses()
          .that()
          .resideOutsideOfPackage("bestow.testing..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("the date comes from a passed-in InstantSource");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .that()
          .resideOutsideOfPackage("bestow.testing..")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class)
          .orShould()
          .callMethod(TimeUnit.class, "sleep", long.class)
          .because("a wait has something that ends it early");

  @ArchTest
  static final ArchRule nobodyMakesChanceOfTheirOwn =
      noClasses()
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .because("chance is passed in, so that a seed replays a run");

  @ArchTest
  static final ArchRule onlyMainMakesSecrets =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Main")
          .and()
          .resideOutsideOfPackage("bestow.testing..")
          .should()
          .callConstructor(SecureRandom.class);

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      classes()
          .should()
          .haveNameNotMatching(
              ".*(Common|Util|Utils|Core|Shared|Helper|Base|Misc|Impl|Manager)(\\$.*)?")
          .because("these words say where something was put, not what it is");
}
