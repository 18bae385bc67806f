using Domain.Identity;
using Domain.Importing;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;

namespace Domain.Tests.Contracts;

/// <summary>The events of an import, every field filled.</summary>
static class ImportSamples
{
    const string Sm3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

    static readonly PersonRef Person = new("p-0001");

    static readonly PermitFace Face = new(
        Person, Text(1), new PersonRef("p-0002"), Text(10), "320509", ["SWIM", "CLIMB"], 6, 2, RequiredRescuers: null, 160, "seasonal");

    public static IReadOnlyList<object> All { get; } =
    [
        new ImportChecked(
            new FileId(Id(3)), Sm3, 4096, "csv", "gb18030", "gb18030", 120, 2, 7, Person),
        new ImportCommitted(Sm3, 120, 3, new PersonRef("p-0009")),
        new PermitImported(
            "SUZ-2021-0012", "SUZ-2021-0012", "DR-20260302-0A1B2C3D", 17, Text(2), "320509", "320509", Face,
            new LocalDate(2021, 3, 1), new LocalDate(2021, 3, 2), new LocalDate(2024, 3, 1),
            [new Normalisation("creditCode", "id.width-or-blanks")], new LegalBasis("经营高危险性体育项目许可管理办法", "14")),
    ];

    static DocumentId Text(int number) => new(Id(number));

    static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}
