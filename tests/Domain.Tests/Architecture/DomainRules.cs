using System.Reflection;
using System.Text.RegularExpressions;
using Application;
using Domain.Identity;
using Domain.Importing;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Officers;
using Domain.Effects;
using Domain.PersonalData;
using Domain.Prepayments;
using Domain.Proof;
using Domain.Ratings;
using Domain.SportPermits;
using Domain.TrainingInstitutions;

namespace Domain.Tests.Architecture;

/// <summary>What must hold for every rule, event and refusal, whoever adds the next.</summary>
public sealed partial class DomainRules
{
    static readonly Assembly Domain = typeof(Refusal).Assembly;
    static readonly Type[] Families =
    [
        typeof(LicensingCaseEvent),
        typeof(SportPermitEvent),
        typeof(ReApplicationBarEvent),
        typeof(CalendarEvent),
        typeof(RectificationEvent),
        typeof(PermitImportEvent),
        typeof(PersonEvent),
        typeof(OfficerEvent),
        typeof(DelegationEvent),
        typeof(CaseAssignmentEvent),
        typeof(DataSubjectEvent),
        typeof(ProofKeyEvent),
        typeof(CertificateEvent),
        typeof(RevocationListEvent),
        typeof(CustodyEvent),
        typeof(PrepaymentEvent),
        typeof(InstitutionEvent),
    ];

    [Fact]
    public void Domain_knows_nothing_but_the_base_library_and_NodaTime() =>
        Assert.All(
            Domain.GetReferencedAssemblies(),
            reference => Assert.Matches("^(System(\\..+)?|NodaTime)$", reference.Name));

    [Fact]
    public void events_are_sealed_and_cannot_be_changed()
    {
        var events = Domain.GetTypes().Where(type => Families.Contains(type.BaseType)).ToList();

        Assert.NotEmpty(events);
        Assert.All(events, type => Assert.True(type.IsSealed, type.Name));
        Assert.All(
            events.SelectMany(type => type.GetProperties()),
            property => Assert.True(property.SetMethod is null || IsInitOnly(property.SetMethod), property.Name));
    }

    /// <summary>Free text could name somebody: events hold codes, numbers and document ids.</summary>
    [Fact]
    public void every_event_has_an_alias_in_the_catalogue() =>
        Assert.Equal(
            Domain.GetTypes().Where(type => Families.Contains(type.BaseType)).ToHashSet(),
            EventCatalogue.Types.All.Values.Where(type => Families.Contains(type.BaseType)).ToHashSet());

    [Fact]
    public void refusal_codes_are_kebab_case_and_unique()
    {
        var codes = AllRefusals().Select(refusal => refusal.Code).ToList();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Matches(Kebab(), code));
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    [Fact]
    public void every_refusal_names_its_law_unless_a_contract_between_systems_is_at_stake()
    {
        var contract = Fields(typeof(PortalContractRefusals)).Concat(Fields(typeof(EffectDeskRefusals)))
            .Select(refusal => refusal.Code).ToHashSet();

        Assert.All(AllRefusals(), refusal => Assert.Equal(contract.Contains(refusal.Code), refusal.Basis is null));
    }

    [Fact]
    public void every_refusal_is_a_Chinese_sentence() =>
        Assert.All(AllRefusals(), refusal => Assert.Matches("\\p{IsCJKUnifiedIdeographs}.*。$", refusal.Title));

    [Fact]
    public void every_code_can_be_shown_again() =>
        Assert.All(AllRefusals(), refusal => Assert.Equal(refusal, Refusals.ByCode(refusal.Code)));

    [Fact]
    public void a_code_of_another_layer_is_none_of_ours() => Assert.Null(Refusals.ByCode("version.stale"));

    [Fact]
    public void every_limit_names_its_law_and_its_source() =>
        Assert.All(
            ServiceItems.All.SelectMany(item => Enum.GetValues<DeadlineKind>().Select(item.LimitOf)),
            limit => Assert.True(limit is null || (limit.Source.Length > 0 && limit.Basis.Law.Length > 0)));

    [Fact]
    public void task_codes_have_the_practice_length_and_editions_are_unique()
    {
        Assert.All(ServiceItems.All, item => Assert.Equal(31, item.TaskCode.Length));
        Assert.Equal(ServiceItems.All.Count, ServiceItems.All.Select(item => item.Edition).Distinct().Count());
    }

    static List<Refusal> AllRefusals() => [.. Domain.GetTypes().SelectMany(Fields)];

    static IEnumerable<Refusal> Fields(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Refusal))
            .Select(field => (Refusal)field.GetValue(null)!);

    static bool IsInitOnly(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit");

    [GeneratedRegex("^[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*$")]
    private static partial Regex Kebab();
}
