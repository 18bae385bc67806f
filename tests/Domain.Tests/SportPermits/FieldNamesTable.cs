using Domain.Licensing;
using Domain.SportPermits;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-21: a path or a citation, never prose.</summary>
public sealed class FieldNamesTable
{
    [Theory]
    [InlineData("M04")]
    [InlineData("form.staff[2].idNumber")]
    [InlineData("form.safetySystems[equipment-inspection]")]
    [InlineData("form.safetySystems[post-responsibility].text")]
    public void a_path_the_system_itself_prints(string field) => Assert.True(FieldNames.IsField(field));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("form-venue")] // a hyphen stands in brackets alone
    [InlineData("form.safetySystems[equipment inspection]")]
    [InlineData("form.safetySystems[张三]")]
    [InlineData("form.safetySystems[]")]
    [InlineData("form.safetySystems[a")]
    [InlineData("M04\n")]
    public void prose_and_half_a_path_are_none(string? field) => Assert.False(FieldNames.IsField(field));
}
