-- Functions that a real Marten 9.29 calls (QuickWithServerTimestamps, all metadata switched on).

-- The stream row is locked before the log, in the order of our own writer, and read after it is locked:
-- two writers of one stream queue here and no number is burnt by the loser.
create function public.mt_quick_append_events(
    stream varchar, stream_type varchar, tenantid varchar, event_ids uuid[], event_types varchar[],
    dotnet_types varchar[], bodies jsonb[], bdatas bytea[], causation_ids varchar[], correlation_ids varchar[],
    headers jsonb[], user_names varchar[], timestamps timestamptz[], expected_version bigint default null)
returns bigint[]
language plpgsql
as $$
declare
    found_stream public.mt_streams%rowtype;
    current_version bigint;
    sequence_number bigint;
    answer bigint[];
begin
    insert into public.mt_streams (id, type, version, timestamp, tenant_id, is_archived)
    values (stream, stream_type, 0, now(), tenantid, false)
    on conflict (id) do nothing;

    select * into found_stream from public.mt_streams where id = stream for no key update;
    current_version := coalesce(found_stream.version, 0);

    if expected_version is not null and current_version <> expected_version then
        raise exception 'EventStreamUnexpectedMaxEventIdException: stream % is at version %, expected %',
            stream, current_version, expected_version using errcode = 'MT003';
    end if;

    if found_stream.is_archived then
        raise exception 'Attempted to append event to archived stream with Id ''%''.', stream using errcode = 'MT001';
    end if;

    if found_stream.tenant_id is distinct from tenantid then
        raise exception 'The tenantid does not match the existing stream';
    end if;

    perform pg_advisory_xact_lock(7887040406614865011);
    answer := array[current_version + cardinality(event_ids)];

    for n in 1 .. cardinality(event_ids) loop
        sequence_number := nextval('public.mt_events_sequence');
        answer := answer || sequence_number;
        insert into public.mt_events (
            seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type,
            correlation_id, causation_id, headers, user_name, is_archived)
        values (
            sequence_number, event_ids[n], stream, current_version + n, bodies[n], bdatas[n], event_types[n],
            timestamps[n], tenantid, dotnet_types[n],
            correlation_ids[n], causation_ids[n], headers[n], user_names[n], false);
    end loop;

    update public.mt_streams set version = answer[1], timestamp = now() where id = stream;
    return answer;
end $$;

create function public.mt_archive_stream(streamid varchar) returns void
language plpgsql
as $$
begin
    update public.mt_streams set is_archived = true where id = streamid;
    update public.mt_events set is_archived = true where stream_id = streamid;
end $$;

create function public.mt_mark_event_progression(name varchar, last_encountered bigint) returns void
language plpgsql
as $$
begin
    insert into public.mt_event_progression (name, last_seq_id, last_updated)
    values (name, last_encountered, transaction_timestamp())
    on conflict on constraint pk_mt_event_progression
    do update set last_seq_id = last_encountered, last_updated = transaction_timestamp();
end $$;

-- Compare and set: the high-water row moves only from the expected start; answers the mark that now stands.
create function public.mt_mark_progression_with_skip(shard_name varchar, ending bigint, starting bigint) returns bigint
language plpgsql
as $$
declare
    mark bigint;
begin
    update public.mt_event_progression as p
    set last_seq_id = ending, last_updated = transaction_timestamp()
    where p.name = shard_name and p.last_seq_id = starting
    returning p.last_seq_id into mark;

    if mark is null then
        select p.last_seq_id into mark from public.mt_event_progression as p where p.name = shard_name;
        if mark is not null then
            return mark;
        end if;

        -- The first mark of all: a log that begins with a burnt number has no row yet.
        perform public.mt_mark_event_progression(shard_name, ending);
    end if;

    insert into public.mt_high_water_skips (ending_sequence, starting_sequence, timestamp)
    values (ending, starting, transaction_timestamp())
    on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
    return ending;
end $$;
