using System.Text.Json;
using Application.SportPermits;
using Domain.Licensing;
using Domain.SportPermits;
using Domain.Tests.SportPermits;

namespace Domain.Tests.Forms;

/// <summary>specs/permit-life.md, PL-4: what a request is read as, wrong ones first.</summary>
public sealed class RequestFormTable
{
    static readonly PermitBasis Basis = new(
        PermitSamples.Permit().Record!,
        new Submission(new("p-head"), null, PermitSamples.SeasonalFacts, [], []), "苏州澄体体育有限公司", "何秀",
        new VenueNames("阳澄游泳馆", "干将路415号"));

    [Theory]
    [InlineData("""{"changes":[]}""", "form.value-missing", "form.changes")]
    [InlineData("""{"changes":"all"}""", "form.type-wrong", "form.changes")]
    [InlineData("""{"changes":["venue.name"]}""", "form.type-wrong", "form.changes[0]")]
    [InlineData("""{"changes":[{"field":"validTo","to":"2036-12-31"}]}""", "change.field-unknown", "form.changes[0].field")]
    [InlineData("""{"changes":[{"field":"venue.name","from":"阳澄游泳馆"}]}""", "form.value-missing", "form.changes[0].to")]
    [InlineData("""{"changes":[{"field":"venue.name","to":"新馆"}]}""", "form.value-missing", "form.changes[0].from")]
    [InlineData("""{"changes":[{"field":"venue.name","from":"旧馆","to":"新馆"}]}""", "change.from-differs", "form.changes[0].from")]
    [InlineData("""{"changes":[{"field":"projects","from":["SKI"],"to":[]}]}""", "change.from-differs", "form.changes[0].from")]
    [InlineData("""{"changes":[{"field":"legalRepresentative","from":"王五","to":{}}]}""", "change.from-differs", "form.changes[0].from")]
    [InlineData("""{"changes":[{"field":"applyerName","to":"另一公司"}]}""", "change.applicant-differs", "form.changes[0].to")]
    [InlineData("""{"changes":[{"field":"venue.name","from":"阳澄游泳馆","to":"阳澄游泳馆"}]}""", "change.nothing-changes", "form.changes[0].to")]
    [InlineData("""{"changes":[{"field":"venue.name","from":"阳澄游泳馆","to":" 阳澄游泳馆　"}]}""", "change.nothing-changes", "form.changes[0].to")]
    [InlineData("""{"changes":[{"field":"openingMode","from":"seasonal","to":"seasonal"}]}""",
        "change.nothing-changes", "form.changes[0].to")]
    [InlineData("""{"changes":[{"field":"staff","from":[],"to":[]}]}""", "change.nothing-changes", "form.changes[0].to")]
    [InlineData("""{"openingMode":"seasonal"}""", "form.value-missing", "form.changes")]
    [InlineData("""{"changes":[{"field":"venue.name","from":"阳澄游泳馆","to":"甲"},{"field":"form.venue.name","from":"阳澄游泳馆","to":"乙"}]}""",
        "change.field-twice", "form.changes[1].field")]
    [InlineData("""{"changes":[{"field":"venue","from":{"name":"阳澄游泳馆"},"to":{"name":"甲"}},{"field":"venue.name","to":"乙"}]}""",
        "change.field-twice", "form.changes[1].field")]
    [InlineData("""{"staff":[],"changes":[{"field":"staff","to":[{}]}]}""", "change.field-twice", "form.changes[0].field")]
    [InlineData("""{"changes":[{"field":"venue","from":{"name":"旧馆"},"to":{"name":"新馆"}}]}""",
        "change.from-differs", "form.changes[0].from")]
    [InlineData("""{"changes":[{"field":"venue","to":{"name":"新馆"}}]}""", "form.value-missing", "form.changes[0].from")]
    [InlineData("""{"changes":[{"field":"venue.name","from":"阳澄\u200b游泳馆","to":"新馆"}]}""",
        "form.character-not-allowed", "form.changes[0].from")]
    public void a_change_that_cannot_be_meant_is_a_defect(string form, string code, string field) =>
        Assert.Contains((code, field), Read(form, "change").Defects.Select(defect => (defect.Code, defect.Field)));

    [Theory]
    [InlineData("replacement", "{}", "form.value-missing")]
    [InlineData("replacement", """{"reason":"stolen by Mr Wang"}""", "form.value-unknown")]
    [InlineData("deregistration", """{"reason":" "}""", "form.value-missing")]
    public void a_reason_is_asked_for_where_the_list_asks_for_one(string kind, string form, string code)
    {
        var read = Read(form, kind);

        Assert.Equal((code, "form.reason"), (read.Defects.Single().Code, read.Defects.Single().Field));
        Assert.Null(read.Reason);
    }

    [Fact]
    public void words_stay_in_the_form_and_only_codes_come_out()
    {
        Assert.Equal("lost", Read("""{"reason":"lost"}""", "replacement").Reason);
        Assert.Null(Read("""{"reason":"停止经营"}""", "deregistration").Reason);
        Assert.Empty(Read("""{"reason":"停止经营"}""", "deregistration").Defects);
    }

    [Fact]
    public void a_venues_member_is_completed_by_what_the_permit_knows()
    {
        var read = Read("""{"changes":[{"field":"form.venue.name","from":"阳澄游泳馆","to":"新馆"}]}""", "change");
        var venue = read.Form.GetProperty("venue");

        Assert.Equal(["form.venue.name"], read.Changes);
        Assert.Equal(("新馆", "干将路415号"), (venue.GetProperty("name").GetString(), venue.GetProperty("address").GetString()));
        Assert.Equal("320508", venue.GetProperty("regionCode").GetString());
        Assert.Empty(read.Defects);
    }

    [Fact]
    public void whole_parts_change_what_differs()
    {
        var read = Read(
            """{"venue":{"name":"阳澄游泳馆","address":"人民路1号","regionCode":"320508"},"safetySystems":[]}""", "change");

        Assert.Equal(["form.venue.address", "form.safetySystems"], read.Changes);
    }

    /// <summary>People leave the list of changes: they stand in the parts, from where they are sealed one by one.</summary>
    [Fact]
    public void nobody_stays_in_the_list_of_changes()
    {
        var read = Read(
            """
            {"changes":[
              {"field":"staff","from":[{"name":"胡敏","idNumber":"1"}],"to":[{"name":"赵六","idNumber":"2"}]},
              {"field":"legalRepresentative","from":"何秀","to":{"name":"李四","idNumber":"3"}},
              {"field":"friend of","from":"钱七","to":"孙八"}]}
            """, "change");

        var list = read.Form.GetProperty("changes").GetRawText();
        Assert.All((string[])["胡敏", "赵六", "何秀", "李四", "钱七", "孙八"], name => Assert.DoesNotContain(name, list, StringComparison.Ordinal));
        Assert.Equal("赵六", read.Form.GetProperty("staff")[0].GetProperty("name").GetString());
        Assert.Equal("李四", read.LegalRepresentative!.Value.GetProperty("name").GetString());
    }

    [Fact]
    public void a_renewal_needs_no_change_and_a_correction_says_only_what_it_corrects()
    {
        Assert.Empty(Read("{}", "renewal").Defects);
        var correction = RequestFormReader.Read(Body("{}"), Basis, Rule("change"), earlier: []);
        Assert.Empty(correction.Defects);
        Assert.Empty(RequestFormReader.Read(Body("{}"), Basis, Rule("replacement"), earlier: []).Defects);
    }

    /// <summary>A pool may grow and a head may bear the same name: those are compared by the rules that know them.</summary>
    [Theory]
    [InlineData("""{"changes":[{"field":"projects","from":["SWIM"],"to":[{"code":"SWIM","pools":[{"waterAreaM2":400}]}]}]}""")]
    [InlineData("""{"changes":[{"field":"legalRepresentative","from":"何秀","to":{"name":"何秀","idNumber":"1"}}]}""")]
    [InlineData("""{"changes":[{"field":"venue","from":{"name":"阳澄游泳馆"},"to":{"name":"新馆"}}]}""")]
    public void what_differs_under_the_same_name_is_a_change(string form) => Assert.Empty(Read(form, "change").Defects);

    [Fact]
    public void a_list_of_changes_is_no_longer_than_there_are_fields_to_change()
    {
        var entries = string.Join(',', Enumerable.Repeat("{}", 40_000));

        var read = Read($$"""{"changes":[{{entries}}]}""", "change");
        Assert.Contains(read.Defects, defect => (defect.Code, defect.Field) == ("form.list-too-long", "form.changes"));
        Assert.InRange(read.Defects.Count, 2, 60);
    }

    /// <summary>The new value is read as the first form's: its text has the same limits, and the place is named there.</summary>
    [Theory]
    [InlineData("venue.name", 200)]
    [InlineData("venue.address", 300)]
    public void a_new_name_has_the_limits_of_a_name(string field, int longest)
    {
        Assert.Empty(Defects(new string('新', longest)));
        Assert.Equal(("form.text-too-long", $"form.{field}"), Assert.Single(Defects(new string('新', longest + 1))));
        Assert.Equal(("form.text-too-long", $"form.{field}"), Assert.Single(Defects(new string('新', 100_000))));
        Assert.Equal(("form.character-not-allowed", $"form.{field}"), Assert.Single(Defects("新\u202e馆")));
        Assert.Equal(("form.character-not-allowed", $"form.{field}"), Assert.Single(Defects("新\n馆")));
        Assert.Equal(("form.value-missing", $"form.{field}"), Assert.Single(Defects("　")));

        IEnumerable<(string, string)> Defects(string to)
        {
            var from = field == "venue.name" ? "阳澄游泳馆" : "干将路415号";
            var change = JsonSerializer.Serialize(new { changes = new[] { new { field, from, to } } });
            var read = Read(change, "change");
            Assert.Empty(read.Defects);
            return FormReader.Read(read.Form, null, null, null, HighRiskSportItem.Edition1, "P-1", CaseSamples.Day(3, 2)).Defects
                .Where(defect => defect.Field.StartsWith($"form.{field}", StringComparison.Ordinal))
                .Select(defect => (defect.Code, defect.Field));
        }
    }

    [Fact]
    public void a_correction_takes_a_change_back_by_the_value_of_the_permit_and_asks_for_nothing_new_by_it()
    {
        const string same = """{"changes":[{"field":"openingMode","from":"seasonal","to":"seasonal"}]}""";

        Assert.Empty(RequestFormReader.Read(Body(same), Basis, Rule("change"), ["form.openingMode"]).Defects);
        Assert.Equal(
            "change.nothing-changes",
            Assert.Single(RequestFormReader.Read(Body(same), Basis, Rule("change"), ["form.venue.name"]).Defects).Code);
    }

    static RequestForm Read(string form, string kind) => RequestFormReader.Read(Body(form), Basis, Rule(kind));

    static JsonElement Body(string form) => JsonSerializer.Deserialize<JsonElement>(
        $$"""{"applyerName":"苏州新体体育有限公司","form":{{form}}}""");

    static RequestRule Rule(string kind) => HighRiskSportItem.Edition1.RequestOf(kind)!;
}
