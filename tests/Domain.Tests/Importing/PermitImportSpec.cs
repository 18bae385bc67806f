using Domain.Identity;
using Domain.Importing;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using Accepted = Domain.Kernel.Answer<Domain.Importing.PermitImportEvent>.Accepted;
using Refused = Domain.Kernel.Answer<Domain.Importing.PermitImportEvent>.Refused;

namespace Domain.Tests.Importing;

/// <summary>IMP-9, IMP-10: a file is checked by one operator and taken over by another, whole or not at all.</summary>
public sealed class PermitImportSpec
{
    static readonly Actor Maker = new(new PersonRef("p-maker"), "operator", "320500");
    static readonly Actor Checker = new(new PersonRef("p-checker"), "operator", "320500");
    static readonly Actor OfDistrict = new(new PersonRef("p-district"), "operator", "320509");
    static readonly FileId File = new(new Guid(1, 0, 0, new byte[8]));
    static readonly ImportChecked Clean = new(File, "aa", 10, "csv", "utf-8", null, 3, 0, 1, Maker.Person);

    [Fact]
    public void the_first_check_opens_the_import() => Assert.Equal([Clean], Events(new CheckImport(Maker, Clean)));

    [Fact]
    public void a_check_that_comes_to_the_same_adds_nothing() =>
        Assert.Empty(Events(new CheckImport(Checker, Clean with { CheckedBy = Checker.Person, File = default }), Clean));

    [Fact]
    public void a_check_that_comes_out_otherwise_is_recorded_and_keeps_the_file()
    {
        var later = Clean with { Problems = 2, File = default };

        Assert.Equal([later with { File = File }], Events(new CheckImport(Maker, later), Clean));
    }

    [Fact]
    public void a_second_person_takes_it_over() =>
        Assert.Equal([new ImportCommitted("aa", 3, 1, Checker.Person)], Events(new CommitImport(Checker, "aa", 3, 1, 0), Clean));

    [Fact]
    public void the_same_request_again_changes_nothing() =>
        Assert.Empty(Events(
            new CommitImport(Checker, "aa", 3, 1, 0), Clean, new ImportCommitted("aa", 3, 1, Checker.Person)));

    [Fact]
    public void nobody_commits_what_was_not_checked() =>
        Assert.Equal("import.file-must-be-checked", Refusal(new CommitImport(Checker, "aa", 3, 0, 0)).Code);

    [Fact]
    public void nobody_commits_what_they_checked() =>
        Assert.Equal("import.checker-must-be-another", Refusal(new CommitImport(Maker, "aa", 3, 0, 0), Clean).Code);

    [Fact]
    public void one_wrong_row_stops_all() =>
        Assert.Equal("import.rows-must-be-right", Refusal(new CommitImport(Checker, "aa", 3, 0, 1), Clean).Code);

    [Fact]
    public void other_bytes_are_another_file() =>
        Assert.Equal("import.file-must-be-checked", Refusal(new CommitImport(Checker, "bb", 3, 0, 0), Clean).Code);

    [Fact]
    public void a_district_imports_nothing()
    {
        Assert.Equal("import.city-must-act", Refusal(new CheckImport(OfDistrict, Clean)).Code);
        Assert.Equal("import.city-must-act", Refusal(new CommitImport(OfDistrict, "aa", 3, 0, 0), Clean).Code);
    }

    /// <summary>IMP-11: what follows in a permit's life asks for a permit in force, however it began.</summary>
    [Fact]
    public void an_imported_permit_is_in_force_with_the_face_of_its_paper()
    {
        var face = new PermitFace(
            new PersonRef("p-1"), default, null, default, "320509", ["SWIM"], 6, 2, null, 160, "year-round");
        var imported = new PermitImported(
            "SZ-2021-0012", "SZ-2021-0012", "DR-1", 2, default, "320509", "320509", face, new LocalDate(2022, 3, 2),
            new LocalDate(2022, 3, 2), new LocalDate(2027, 3, 1), [], new LegalBasis("办法", "14"));

        var state = SportPermitDecider.Evolve(SportPermit.Initial, imported);

        var permit = Assert.IsType<SportPermit.InForce>(state).Permit;
        Assert.Equal((face, 1, null), (permit.Face, permit.CertificateVersion, permit.FactsCaseNo));
        Assert.Equal((new LocalDate(2022, 3, 2), new LocalDate(2027, 3, 1)), (permit.TermFrom, permit.ValidTo));
        var expired = SportPermitDecider.Evolve(
            state, new PermitExpired(permit.ValidTo, permit.ValidTo.PlusDays(1), new LegalBasis("行政许可法", "50")));
        Assert.IsType<SportPermit.Ended>(expired);
    }

    static PermitImport After(PermitImportEvent[] history) => history.Aggregate(PermitImport.Initial, PermitImportDecider.Evolve);

    static IReadOnlyList<PermitImportEvent> Events(PermitImportCommand command, params PermitImportEvent[] history) =>
        Assert.IsType<Accepted>(PermitImportDecider.Decide(command, After(history))).Events;

    static Refusal Refusal(PermitImportCommand command, params PermitImportEvent[] history) =>
        Assert.IsType<Refused>(PermitImportDecider.Decide(command, After(history))).Refusal;
}
