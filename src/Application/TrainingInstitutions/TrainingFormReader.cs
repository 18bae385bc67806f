using Application.Ports;
using System.Text.Json;
using System.Text.RegularExpressions;
using Application.Reading;
using Application.SportPermits;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using NodaTime;
using NodaTime.Text;

namespace Application.TrainingInstitutions;

/// <summary>Reads the form of a training institution: what is right becomes facts, what is wrong defects, nothing is fatal.</summary>
/// <remarks>Values leave the form only as numbers, dates, times, flags or codes. All else stays in the sealed form.</remarks>
public sealed partial class TrainingFormReader
{
    const decimal LargestAreaM2 = 100_000m;

    /// <summary>No class and no staff of the world reaches this; a typing error does.</summary>
    const int MostPeople = 10_000;

    static readonly string[] Kinds = ["private-non-enterprise", "company"];

    static readonly string[] CustodyModes = ["bank-custody", "risk-deposit"];

    static readonly string[] Modes = ["offline", "online"];

    static readonly string[] AgeGroups = ["school", "preschool"];

    static readonly LocalTimePattern[] Times =
        [LocalTimePattern.CreateWithInvariantCulture("HH:mm"), LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss")];

    readonly TrainingFormDraft draft = new();
    readonly PeopleReader people;
    readonly LocalDate today;

    TrainingFormReader(string unverifiedScope, LocalDate today)
    {
        people = new PeopleReader(draft, unverifiedScope, today);
        this.today = today;
    }

    /// <param name="item">The edition the application is judged by.</param>
    /// <param name="unverifiedScope">Makes a person without a number distinct: the project number.</param>
    public static FormDraft Read(
        JsonElement? form, JsonElement? materials, JsonElement? legalRepresentative, JsonElement? agent, ServiceItem item,
        string unverifiedScope, LocalDate today)
    {
        var reader = new TrainingFormReader(unverifiedScope, today);
        if (legalRepresentative is not null) reader.people.Read(reader.At(legalRepresentative, "legalRepresentative"));
        if (agent is not null) reader.people.Read(reader.At(agent, "agent"));
        if (form is not null) reader.ReadForm(reader.At(form, "form"));
        if (materials is not null) MaterialsReader.Read(reader.At(materials, "materials"), item, reader.draft);
        return reader.draft;
    }

    Lenient At(JsonElement? element, string path) => new(element, path, Note);

    void Note(Fault fault, string path) => draft.Defects.Add(ReadingDefects.Of(fault, path));

    void ReadForm(Lenient form)
    {
        if (form.Element is { ValueKind: JsonValueKind.Object } whole)
            draft.Parts.UnionWith(whole.EnumerateObject().Select(part => part.Name));

        draft.Name = form["institutionName"].Text(true);
        draft.Kind = form["institutionKind"].OneOf(true, Kinds);
        draft.Premises = ReadPremises(form["premises"]);
        draft.Classes = [.. form["classes"].Items(true).Select(ReadClass)];
        foreach (var member in form["staff"].Items(true)) ReadStaff(member);
        draft.Charge = ReadCharge(form["chargeRule"]);
        ReadCustody(form["custody"]);
        draft.NationalContract = form["contractTemplate"].Text(true)?.StartsWith("national", StringComparison.Ordinal) ?? false;
        draft.Capital = form["registeredCapitalFen"].Number(false, 0, Money.MostFen) is { } capital ? new Money((long)capital) : null;
    }

    PremisesFacts ReadPremises(Lenient premises)
    {
        if (!premises.IsObject(true)) return new PremisesFacts(null, null, null, false, null);

        draft.Address = premises["address"].Text(true);
        return new PremisesFacts(
            RegionReader.Read(premises["regionCode"], draft), premises["rightType"].OneOf(true, FormVocabulary.RightTypes),
            premises["rightExpires"].Day(false), premises["fireApproval"].Text(false) is not null,
            premises["trainingFloorAreaM2"].Number(true, 0, LargestAreaM2));
    }

    ClassFacts ReadClass(Lenient one)
    {
        if (!one.IsObject(true)) return new ClassFacts(null, null, null, null, null, null, null, null, false);

        one["name"].Text(false);
        var mode = one["mode"].OneOf(true, Modes);
        return new ClassFacts(
            SportOf(one["sport"]), one["floorAreaM2"].Number(mode != "online", 0, LargestAreaM2),
            one["traineesAtOnce"].Whole(true, 1, MostPeople), one["coaches"].Whole(true, 0, MostPeople), TimeOf(one["start"]),
            TimeOf(one["end"]), mode, one["ageGroup"].OneOf(false, AgeGroups), one["sizeReason"].Text(false) is not null);
    }

    /// <summary>Any sport may be taught; its code is a word in capitals, so that no text of another kind leaves the form.</summary>
    string? SportOf(Lenient sport)
    {
        var code = sport.Text(true);
        if (code is null || Sport().IsMatch(code)) return code;

        Note(Fault.UnknownValue, sport.Path);
        return null;
    }

    LocalTime? TimeOf(Lenient time)
    {
        var text = time.Text(true);
        if (text is null) return null;
        foreach (var pattern in Times)
            if (pattern.Parse(text) is { Success: true, Value: var value }) return value;

        Note(Fault.ImpossibleDate, time.Path);
        return null;
    }

    void ReadStaff(Lenient member)
    {
        if (!member.IsObject(true)) return;

        people.Read(member);
        if (member["certificateNo"].Text(false) is { } text && CertificateNumber.Unify(text) is { Length: > 0 } number)
            draft.Numbers[$"{member.Path}.certificateNo"] = new PersonIdentifier("certificate", number);
        draft.Staff.Add(new TrainingStaffDraft(
            member.Path, RoleOf(member["role"].Text(true)), CodeOf(member["certificateKind"]), member["validTo"].Day(false),
            member["fullTime"].Flag(true) ?? false, member["backgroundCheckedOn"].Day(true), IsAdult(member["idNumber"])));
    }

    /// <summary>Coaches and researchers teach; every other post is one to the law.</summary>
    static string? RoleOf(string? role) => role switch
    {
        null or "coach" or "research" => role,
        "researcher" => "research",
        _ => "other",
    };

    string? CodeOf(Lenient kind)
    {
        var code = kind.Text(false);
        if (code is null || Code().IsMatch(code)) return code;

        Note(Fault.UnknownValue, kind.Path);
        return null;
    }

    /// <summary>Only the flag leaves the form: the day of birth stands in the number, and the number under its bearer's key.</summary>
    bool? IsAdult(Lenient number) =>
        number.Element is { ValueKind: JsonValueKind.String } text && CitizenId.BornOn(text.GetString()!, today) is { } born
            ? born.PlusYears(18) <= today
            : null;

    static ChargeFacts ReadCharge(Lenient charge)
    {
        if (!charge.IsObject(true)) return new ChargeFacts(null, null, null, null, null);

        var months = charge["spanMonths"].Whole(false, 1, 120);
        return new ChargeFacts(
            charge["spanDays"].Whole(months is null, 1, 3650), months, charge["classHours"].Whole(true, 1, 100_000),
            charge["classHourMinutes"].Whole(false, 1, 480),
            charge["amountFen"].Number(true, 0, Money.MostFen) is { } fen && fen == decimal.Truncate(fen) ? new Money((long)fen) : null);
    }

    void ReadCustody(Lenient custody)
    {
        if (!custody.IsObject(true)) return;

        draft.CustodyMode = custody["mode"].OneOf(true, CustodyModes);
        custody["bank"].Text(draft.CustodyMode == "bank-custody");
        draft.DedicatedAccount = custody["account"].Text(true) == "dedicated";
    }

    [GeneratedRegex(@"^[A-Z][A-Z0-9_-]{1,29}\z")]
    private static partial Regex Sport();

    [GeneratedRegex(@"^[a-z][a-z0-9-]{1,39}\z")]
    private static partial Regex Code();
}
